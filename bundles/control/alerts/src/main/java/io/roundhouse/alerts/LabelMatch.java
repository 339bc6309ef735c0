package io.roundhouse.alerts;

import io.roundhouse.api.config.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a label's value must be: one of some words, or {@code /a regular expression/} for all of it, either turned round by a
 * {@code !} before it. A label that is missing has the empty value.
 */
record LabelMatch(List<String> words, @Nullable Pattern pattern, boolean not, String written) {
    private static final int LENGTH_MAX = 256;

    LabelMatch {
        words = List.copyOf(words);
    }

    boolean matches(String value) {
        boolean is =
                pattern == null ? words.contains(value) : pattern.matcher(value).matches();
        return is != not;
    }

    /** A label name each key. */
    static Map<String, LabelMatch> read(Settings where) {
        Map<String, LabelMatch> all = new LinkedHashMap<>();
        where.keys().forEach(key -> all.put(key, one(where, key)));
        return Map.copyOf(all);
    }

    static boolean matches(Map<String, LabelMatch> where, Map<String, String> labels) {
        for (Map.Entry<String, LabelMatch> one : where.entrySet()) {
            if (!one.getValue().matches(labels.getOrDefault(one.getKey(), ""))) {
                return false;
            }
        }
        return true;
    }

    static Map<String, LabelMatch> exactly(Map<String, String> labels) {
        Map<String, LabelMatch> all = new LinkedHashMap<>();
        labels.forEach((name, value) -> all.put(name, new LabelMatch(List.of(value), null, false, value)));
        return Map.copyOf(all);
    }

    private static LabelMatch one(Settings where, String key) {
        if (where.isTexts(key)) {
            List<String> words = where.texts(key);
            return new LabelMatch(words, null, false, words.toString());
        }
        String text = where.text(key);
        if (text.length() > LENGTH_MAX) {
            throw where.invalid(key, "must have at most " + LENGTH_MAX + " characters, has " + text.length(), null);
        }
        boolean not = text.startsWith("!");
        String rest = not ? text.substring(1) : text;
        if (rest.length() < 2 || !rest.startsWith("/") || !rest.endsWith("/")) {
            return new LabelMatch(List.of(rest), null, not, text);
        }
        try {
            return new LabelMatch(List.of(), Pattern.compile(rest.substring(1, rest.length() - 1)), not, text);
        } catch (PatternSyntaxException e) {
            throw where.invalid(
                    key, "must be a regular expression between two /, was '" + rest + "': " + e.getDescription(), e);
        }
    }
}
