package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Of what kinds of characters texts are made: of the same runs in the same order ({@code [A-Z]{2}-\d+}), or at least of
 * no others than those seen.
 */
final class Form {
    private static final int RUNS_MAX = 16;
    private static final int ASCII = 128;
    private static final int BEYOND = ASCII;
    private static final int FIRST_CLASS = 'A'; // a class goes by one of its characters

    private final long[] texts = new long[ASCII + 1]; // that have a character of this class
    private @Nullable List<Integer> classes; // of the runs of all texts
    private int[] min = {};
    private int[] max = {};
    private boolean differs;
    private long rows;

    void add(ByteBuffer data, int at, int length) {
        rows++;
        List<Integer> runs = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        boolean[] has = new boolean[texts.length];
        int end = at + length;
        for (int next = at; next < end; next += Utf8.length(data, next, end)) {
            int kind = kind(data.get(next));
            has[kind] = true;
            int last = runs.size() - 1;
            if (last >= 0 && runs.get(last) == kind) {
                counts.set(last, counts.get(last) + 1);
            } else if (runs.size() <= RUNS_MAX) {
                runs.add(kind);
                counts.add(1);
            }
        }
        for (int kind = 0; kind < has.length; kind++) {
            texts[kind] += has[kind] ? 1 : 0;
        }
        if (!differs) {
            compare(runs, counts.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    private void compare(List<Integer> runs, int[] counts) {
        if (classes == null) {
            classes = runs;
            min = counts.clone();
            max = counts;
        }
        differs = runs.size() > RUNS_MAX || !runs.equals(classes);
        for (int i = 0; !differs && i < counts.length; i++) {
            min[i] = Math.min(min[i], counts[i]);
            max[i] = Math.max(max[i], counts[i]);
        }
    }

    private static int kind(int first) {
        if (first < 0) {
            return BEYOND;
        }
        if (first >= '0' && first <= '9') {
            return '0';
        }
        return first >= 'A' && first <= 'Z' ? FIRST_CLASS : first >= 'a' && first <= 'z' ? 'a' : first;
    }

    /** A kind of character that only one text had tells that others will come: then it is only flagged. */
    void learnt(Settings.Builder column, Learning learning, String place) {
        boolean rare = false;
        StringBuilder like = new StringBuilder();
        for (int i = 0; classes != null && !differs && i < classes.size(); i++) {
            like.append(part(classes.get(i)));
            like.append(min[i] < max[i] ? "+" : max[i] == 1 ? "" : "{" + max[i] + "}");
        }
        if (differs) {
            like.append('[');
            for (int kind = 0; kind < texts.length; kind++) {
                rare |= texts[kind] == 1;
                like.append(texts[kind] == 0 ? "" : inside(kind));
            }
            like.append("]+");
        }
        String why = String.format(
                Locale.ROOT, differs ? "%,d rows: no other characters" : "%,d rows: all of this form", rows);
        if (like.length() <= PatternParser.LENGTH_MAX) {
            column.put(
                    "pattern",
                    Learnt.section(rare ? Action.FLAG : learning.action(), place)
                            .put("like", like.toString(), place)
                            .put("reason", rare ? why + ", some of them once" : why, place)
                            .build());
        }
    }

    private static String part(int kind) {
        return kind == FIRST_CLASS || kind == 'a' ? "[" + inside(kind) + "]" : inside(kind);
    }

    private static String inside(int kind) {
        return switch (kind) {
            case BEYOND -> "\\P{ASCII}";
            case '0' -> "\\d";
            case FIRST_CLASS -> "A-Z";
            case 'a' -> "a-z";
            case ' ', '_' -> Character.toString(kind);
            default -> kind < ' ' || kind == ASCII - 1 ? String.format("\\x%02X", kind) : "\\" + (char) kind;
        };
    }
}
