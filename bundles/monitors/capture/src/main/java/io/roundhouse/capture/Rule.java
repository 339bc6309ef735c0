package io.roundhouse.capture;

import io.roundhouse.api.config.Settings;
import java.util.List;

/**
 * What becomes of a column that not everybody may read.
 *
 * @param length the characters that are left of a text; for {@link Kind#TRUNCATE}
 */
record Rule(Kind kind, int length) {
    private static final int LENGTH_MAX = 1 << 20;
    private static final String TRUNCATE = "truncate ";
    private static final Rule UNKNOWN = new Rule(Kind.DROP, 0);

    /** How much of it is left. */
    enum Kind {
        /** Nothing, not even that it was there. */
        DROP,
        /** Whether two are equal. */
        HASH,
        /** How long a text is, and where its signs stand. */
        MASK,
        /** The beginning of a text. */
        TRUNCATE
    }

    /** For a column that nobody thought of. */
    static Rule unknown() {
        return UNKNOWN;
    }

    static Rule of(Settings rules, String column) {
        String written = rules.text(column).strip();
        return switch (written) {
            case "drop" -> new Rule(Kind.DROP, 0);
            case "hash" -> new Rule(Kind.HASH, 0);
            case "mask" -> new Rule(Kind.MASK, 0);
            default -> truncate(rules, column, written);
        };
    }

    private static Rule truncate(Settings rules, String column, String written) {
        int length = written.startsWith(TRUNCATE) ? whole(written.substring(TRUNCATE.length())) : -1;
        if (length < 0) {
            throw rules.invalid(
                    column,
                    "must be one of " + List.of("drop", "hash", "mask", "truncate N") + " with N characters from 0 to "
                            + LENGTH_MAX + ", was '" + written + "'",
                    null);
        }
        return new Rule(Kind.TRUNCATE, length);
    }

    /** Below 0 for what is no such number. */
    private static int whole(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,7}") && Integer.parseInt(digits) <= LENGTH_MAX ? Integer.parseInt(digits) : -1;
    }
}
