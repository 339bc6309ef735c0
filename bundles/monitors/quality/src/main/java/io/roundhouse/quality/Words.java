package io.roundhouse.quality;

import java.util.ArrayList;
import java.util.List;

/** The classes that a model's labels name, found as they come: at most 64, and all further ones together. One thread. */
final class Words {
    static final int MAX = QualitySettings.CLASSES_MAX;
    static final String OTHERS = "others";
    private static final int LENGTH_MAX = 64;

    private final List<String> words;

    Words(List<String> classes) {
        words = new ArrayList<>(classes);
    }

    /** The class of a label; {@link #MAX} where there is no more room. */
    int index(String label) {
        String plain = plain(label);
        plain = plain.length() > LENGTH_MAX ? plain.substring(0, LENGTH_MAX) : plain;
        if (plain.equals(OTHERS)) {
            return MAX; // or two of that name would be told
        }
        int at = words.indexOf(plain);
        if (at < 0 && words.size() < MAX) {
            words.add(plain);
            at = words.size() - 1;
        }
        return at < 0 ? MAX : at;
    }

    /** Those known now. */
    List<String> all() {
        return List.copyOf(words);
    }

    /** The class of a label among these, numbered where there are none; -1 for no class. */
    static int index(String label, List<String> classes) {
        String plain = plain(label);
        if (!classes.isEmpty()) {
            return Math.max(classes.indexOf(label), classes.indexOf(plain));
        }
        boolean isNumber =
                !plain.isEmpty() && plain.length() <= 2 && plain.chars().allMatch(c -> c >= '0' && c <= '9');
        int index = isNumber ? Integer.parseInt(plain) : -1;
        return index < MAX ? index : -1;
    }

    /** {@code 1.0} and {@code true} are the class 1, as files have it that way. */
    private static String plain(String label) {
        return switch (label) {
            case "true" -> "1";
            case "false" -> "0";
            default -> label.endsWith(".0") && label.length() > 2 ? label.substring(0, label.length() - 2) : label;
        };
    }
}
