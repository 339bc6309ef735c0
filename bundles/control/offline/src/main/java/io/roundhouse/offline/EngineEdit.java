package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes the section {@code engine} of a {@code model.yaml} line by line, so that comments and order stay. */
final class EngineEdit {
    private static final Pattern SECTION = Pattern.compile("engine\\s*:\\s*(.*?)(\\s+#.*)?");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/-]+");

    private EngineEdit() {}

    /**
     * The changed lines.
     *
     * @param name of the engine; if it is another than the file has, nothing else of the section is kept
     * @param changes settings; an empty value takes a key away
     */
    static List<String> edit(List<String> lines, String name, boolean other, Map<String, String> changes) {
        int at = 0;
        while (at < lines.size() && !SECTION.matcher(lines.get(at)).matches()) {
            at++;
        }
        List<String> edited = new ArrayList<>(lines.subList(0, at));
        int end = at;
        List<String> block = new ArrayList<>();
        if (at == lines.size()) {
            block.addAll(List.of("engine:", "  name: " + name));
        } else {
            end = end(lines, at + 1);
            block.addAll(block(lines, at, end));
            if (other) {
                block = new ArrayList<>(List.of("engine:", "  name: " + name));
            }
        }
        changes.forEach(new Block(block)::set);
        edited.addAll(block);
        edited.addAll(lines.subList(end, lines.size()));
        return edited;
    }

    /** Behind the last line that belongs to it: blank lines and comments at the margin belong to what follows. */
    private static int end(List<String> lines, int from) {
        int end = from;
        for (int i = from; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && indent(line) == 0) {
                break;
            }
            end = line.isBlank() ? end : i + 1;
        }
        return end;
    }

    /** The section in lines of its own, as it may stand in one. */
    private static List<String> block(List<String> lines, int at, int end) {
        Matcher matcher = SECTION.matcher(lines.get(at));
        if (!matcher.matches()
                || matcher.group(1).startsWith("{")
                || matcher.group(1).startsWith("&")) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED,
                    "line " + (at + 1)
                            + " of model.yaml has the engine in one line; give each key a line of its own, and"
                            + " it can be changed here");
        }
        String value = matcher.group(1);
        if (value.isEmpty() || value.startsWith("#")) {
            return lines.subList(at, end);
        }
        String words = value.replaceAll("^[\"']|[\"']$", "");
        int space = words.indexOf(' ');
        List<String> block = new ArrayList<>();
        block.add("engine:" + (matcher.group(2) == null ? "" : matcher.group(2)));
        block.add("  name: " + (space < 0 ? words : words.substring(0, space)));
        if (space >= 0) {
            block.add("  version: \"" + words.substring(space + 1).strip() + '"');
        }
        return block;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** What is left out and what stands there instead. */
    static List<String> diff(List<String> before, List<String> after) {
        int head = 0;
        while (head < Math.min(before.size(), after.size()) && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.size(), after.size()) - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<String> diff = new ArrayList<>();
        before.subList(head, before.size() - tail).forEach(line -> diff.add("- " + line));
        after.subList(head, after.size() - tail).forEach(line -> diff.add("+ " + line));
        return diff;
    }

    /** Lines of a section; the first is its name. */
    private record Block(List<String> lines) {
        void set(String key, String value) {
            int margin = lines.stream()
                    .skip(1)
                    .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                    .mapToInt(EngineEdit::indent)
                    .findFirst()
                    .orElse(2);
            String start = " ".repeat(margin) + key;
            int at = 1;
            while (at < lines.size() && !lines.get(at).matches(Pattern.quote(start) + "\\s*:.*")) {
                at++;
            }
            if (at < lines.size()) {
                lines.remove(at);
                while (at < lines.size() && continues(lines.get(at), margin)) {
                    lines.remove(at);
                }
            }
            if (!value.isEmpty()) {
                lines.add(at, start + ": " + (PLAIN.matcher(value).matches() ? value : '"' + value + '"'));
            }
        }

        private static boolean continues(String line, int margin) {
            return !line.isBlank()
                    && (indent(line) > margin
                            || (indent(line) == margin && line.stripLeading().startsWith("- ")));
        }
    }
}
