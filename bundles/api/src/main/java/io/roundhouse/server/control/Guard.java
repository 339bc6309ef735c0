package io.roundhouse.server.control;

import java.util.List;

/**
 * What a canary must not do worse than the live arm, and by how much it may. {@link Mean} and {@link Quantile} compare
 * two arms, {@link Limit} watches the canary alone.
 */
public sealed interface Guard {
    /** Names the guard in verdicts; unique within a judge. */
    String name();

    /** The guard's part of alpha for rolling back, in relation to the weights of the others; above 0. */
    double weight();

    /** Values that each arm watched must have given before this guard decides anything. */
    long dataMin();

    /** Which way is good. */
    enum Better {
        LOWER,
        HIGHER
    }

    /**
     * The difference of two means: error rate, 0/1 loss, Brier score, any value between known bounds.
     *
     * @param low the least value possible
     * @param high the greatest; values outside are clipped and counted
     * @param margin how much worse the canary's mean may be, in the values' own unit, 0 or more and less than {@code high -
     *     low}; with 0 only a better canary is promoted
     */
    record Mean(String name, Better better, double low, double high, double margin, double weight, long dataMin)
            implements Guard {
        public Mean {
            checkCommon(name, weight, dataMin);
            checkRange(name, low, high);
            check(margin >= 0 && margin < high - low, name, "margin", "0 or more and less than high - low", margin);
        }
    }

    /**
     * A bound on the canary's own mean: label flips between the arms of a pair, an error rate promised to somebody. What
     * the live arm does is passed over.
     *
     * @param limit the worst mean allowed, between {@code low} and {@code high}, both excluded
     */
    record Limit(String name, Better better, double low, double high, double limit, double weight, long dataMin)
            implements Guard {
        public Limit {
            checkCommon(name, weight, dataMin);
            checkRange(name, low, high);
            check(limit > low && limit < high, name, "limit", "above low and below high", limit);
        }
    }

    /**
     * The ratio of two quantiles of times, lower is better.
     *
     * @param quantile 0.5 for the median, 0.99 for p99; 0.001 to 0.999
     * @param margin how much longer the canary's quantile may be, as a part of the live arm's: 0.1 is 10 %. 0, or 0.01 to
     *     10
     */
    record Quantile(String name, double quantile, double margin, double weight, long dataMin) implements Guard {
        public Quantile {
            checkCommon(name, weight, dataMin);
            check(quantile >= 0.001 && quantile <= 0.999, name, "quantile", "0.001 to 0.999", quantile);
            check(margin == 0 || (margin >= 0.01 && margin <= 10), name, "margin", "0, or 0.01 to 10", margin);
        }
    }

    private static void checkCommon(String name, double weight, long dataMin) {
        if (name.isBlank() || name.length() > 64) {
            throw new IllegalArgumentException("a guard's name must have 1 to 64 characters, was '" + name + "'");
        }
        check(weight > 0 && weight <= 1000, name, "weight", "above 0 and at most 1000", weight);
        check(dataMin >= 1 && dataMin <= 1_000_000_000, name, "minimum of data", "1 to 1000000000", dataMin);
    }

    private static void checkRange(String name, double low, double high) {
        boolean range = low < high && Double.isFinite(high - low);
        check(range, name, "range", "two finite numbers, the lower one first", List.of(low, high));
    }

    private static void check(boolean right, String name, String what, String allowed, Object found) {
        if (!right) {
            throw new IllegalArgumentException(what + " of guard '" + name + "' must be " + allowed + ", was " + found);
        }
    }
}
