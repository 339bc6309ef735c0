package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** What numbers were seen in a column, and between which bounds they are expected. Bounded memory, one pass. */
final class Reach {
    private static final int DIGITS = 3;

    private final Tail upwards = new Tail();
    private final Tail downwards = new Tail(); // of the negated values
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long rows;

    void add(double value) {
        rows++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        upwards.add(value);
        downwards.add(-value);
    }

    long rows() {
        return rows;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    /** The upper bound; 0 where nothing was above 0, a sign being no accident. */
    double upper(double outside) {
        double bound = upwards.bound(outside);
        return max <= 0 ? Math.min(bound, 0) : bound;
    }

    /** The lower bound; 0 where nothing was below 0. */
    double lower(double outside) {
        double bound = -downwards.bound(outside);
        return min >= 0 ? Math.max(bound, 0) : bound;
    }

    /** How far down the values go, where one that was the least again and again is a wall. */
    double wall(double outside) {
        return -downwards.slope(outside);
    }

    /** The section of a range, its bounds rounded away from the values. */
    Settings range(Learning learning, String place) {
        String low = rounded(lower(learning.outside()), RoundingMode.FLOOR);
        String high = rounded(upper(learning.outside()), RoundingMode.CEILING);
        String why = String.format(
                Locale.ROOT,
                "%,d rows: %s … %s; about one row in %,d lies beyond a bound",
                rows,
                Numbers.text(min),
                Numbers.text(max),
                Math.round(1 / learning.outside()));
        return Learnt.section(learning, place)
                .put("min", low, place)
                .put("max", high, place)
                .put("reason", why, place)
                .build();
    }

    private static String rounded(double value, RoundingMode mode) {
        BigDecimal exact = new BigDecimal(value);
        double rounded = exact.round(new MathContext(DIGITS, mode)).doubleValue();
        return Numbers.text(Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, rounded)));
    }
}
