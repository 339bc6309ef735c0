package io.roundhouse.judge;

import io.roundhouse.server.control.Guard.Better;

/** Values between two bounds, and how bad they are: 0 is the best, 1 the worst. */
final class Range {
    private final String guard;
    private final Better better;
    private final double low;
    private final double high;
    private long clipped;

    Range(String guard, Better better, double low, double high) {
        this.guard = guard;
        this.better = better;
        this.low = low;
        this.high = high;
    }

    void check(double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("guard '" + guard + "' takes numbers from " + low + " to " + high
                    + ", was NaN; nothing was counted");
        }
    }

    double clip(double value) {
        if (value >= low && value <= high) {
            return value;
        }
        clipped++;
        return Math.max(low, Math.min(high, value));
    }

    double badness(double value) {
        return (better == Better.LOWER ? value - low : high - value) / (high - low);
    }

    double size() {
        return high - low;
    }

    /** A difference of badness, as a difference of values. */
    double difference(double badness) {
        return (better == Better.LOWER ? badness : -badness) * size();
    }

    /** A badness, as a value. */
    double value(double badness) {
        return better == Better.LOWER ? low + badness * size() : high - badness * size();
    }

    boolean isLowerBetter() {
        return better == Better.LOWER;
    }

    long clipped() {
        return clipped;
    }

    void save(Saved.Writer out) {
        out.add(clipped);
    }

    void restore(Saved.Reader in) {
        clipped = in.count();
    }
}
