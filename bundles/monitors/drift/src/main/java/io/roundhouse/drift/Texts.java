package io.roundhouse.drift;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers and times as a person reads them. Pure. */
final class Texts {
    private static final int WORD_MAX = 40;

    private Texts() {}

    /** Two digits behind the point; nothing for NaN. */
    static String decimal(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A probability, of which only the size matters. */
    static String probability(double p) {
        return p >= 0.001 ? String.format(Locale.ROOT, "%.3f", p) : String.format(Locale.ROOT, "%.0e", p);
    }

    /** A value of a column, short. */
    static String value(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e7) {
            return Long.toString((long) value);
        }
        return size >= 1e5 || size < 1e-3
                ? String.format(Locale.ROOT, "%.2e", value)
                : String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 1 ? "%.2f" : "%.4f", value);
    }

    static String minute(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % 86_400 == 0 && seconds > 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0 && seconds > 0) {
            return seconds / 3_600 + "h";
        }
        if (seconds % 60 == 0 && seconds > 0) {
            return seconds / 60 + "m";
        }
        return time.toMillis() % 1000 == 0 ? seconds + "s" : time.toMillis() / 1000.0 + "s";
    }

    /** What a client sent, for a table: no control characters, not long. */
    static String word(String word) {
        String plain = word.replaceAll("\\p{Cntrl}", "\u00b7");
        return plain.length() <= WORD_MAX ? plain : plain.substring(0, WORD_MAX - 1) + "\u2026";
    }
}
