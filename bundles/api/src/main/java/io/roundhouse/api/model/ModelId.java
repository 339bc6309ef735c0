package io.roundhouse.api.model;

/**
 * One version of one model.
 *
 * @param name 1 to 128 letters, digits, {@code _}, {@code -} and {@code .}, beginning with a letter or digit
 * @param version the name of its folder, by the same rule; usually a number
 */
public record ModelId(String name, String version) {
    private static final int LENGTH_MAX = 128;

    public ModelId {
        requireName(name);
        requireName(version);
    }

    /** Whether this may be the name of a model or a version. */
    public static boolean isName(String word) {
        if (word.isEmpty() || word.length() > LENGTH_MAX || !isLetterOrDigit(word.charAt(0))) {
            return false;
        }
        for (int i = 1; i < word.length(); i++) { // once a request: a regular expression costs ten times as much
            char c = word.charAt(i);
            if (!isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
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
