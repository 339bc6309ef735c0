package io.roundhouse.api.model;

import java.util.regex.Pattern;

/**
 * One version of one model.
 *
 * @param name 1 to 128 letters, digits, {@code _}, {@code -} and {@code .}, beginning with a letter or digit
 * @param version the name of its folder, by the same rule; usually a number
 */
public record ModelId(String name, String version) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    public ModelId {
        requireName(name);
        requireName(version);
    }

    /** Whether this may be the name of a model or a version. */
    public static boolean isName(String word) {
        return WORD.matcher(word).matches();
    }

    private static void requireName(String word) {
        if (!isName(word)) {
            throw new IllegalArgumentException("'" + word + "' is no name: 1 to 128 letters, digits, '_', '-' and '.',"
                    + " beginning with a letter or digit");
        }
    }

    /** As in messages and logs: {@code fraud:7}. */
    @Override
    public String toString() {
        return name + ":" + version;
    }
}
