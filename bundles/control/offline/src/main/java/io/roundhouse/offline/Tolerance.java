package io.roundhouse.offline;

import io.roundhouse.api.config.Nearest;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Variants.Distance;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far a variant may be from the first.
 *
 * @param flips the most rows with another label, as a share
 * @param largest the greatest difference of an element
 * @param cosine the least of a row
 */
record Tolerance(double flips, double largest, double cosine) {
    /** What is not said: labels of one row in 200 may flip, and directions must stay; how large numbers are nobody knows. */
    static final Tolerance USUAL = new Tolerance(0.005, Double.POSITIVE_INFINITY, 0.99);

    private static final Set<String> KEYS = new TreeSet<>(Set.of("flips", "diff", "cosine"));

    static Tolerance parse(List<String> texts) {
        Tolerance all = USUAL;
        for (String text : texts) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            if (equals < 0 || !KEYS.contains(key)) {
                throw refused("'" + text + "'" + Nearest.suggestion(key, KEYS));
            }
            double value = number(text, text.substring(equals + 1));
            all = switch (key) {
                case "flips" -> new Tolerance(value, all.largest, all.cosine);
                case "diff" -> new Tolerance(all.flips, value, all.cosine);
                default -> new Tolerance(all.flips, all.largest, value);
            };
        }
        return all;
    }

    private static double number(String text, String number) {
        boolean percent = number.endsWith("%");
        try {
            double value = Double.parseDouble(percent ? number.substring(0, number.length() - 1) : number);
            if (Double.isNaN(value)) {
                throw refused("'" + text + "'");
            }
            return percent ? value / 100 : value;
        } catch (NumberFormatException e) {
            throw refused("'" + text + "'");
        }
    }

    private static InferenceException refused(String what) {
        return new InferenceException(
                ErrorCode.INVALID_REQUEST, "--tolerance must be like flips=0.005,diff=1e-3,cosine=0.99, has " + what);
    }

    /** What it breaks; empty if nothing. */
    String broken(Distance distance) {
        if (!distance.comparable()) {
            return "its answers cannot be compared";
        }
        if (distance.flipShare() > flips) {
            return distance.flips() + " of " + distance.rows() + " labels flip";
        }
        if (distance.largest() > largest) {
            return String.format(Locale.ROOT, "it differs by %.3g", distance.largest());
        }
        return distance.cosine() < cosine ? String.format(Locale.ROOT, "a row has cosine %.4f", distance.cosine()) : "";
    }
}
