package io.roundhouse.comparison;

import io.roundhouse.server.control.Comparisons.Spread;

/** The distribution of numbers of either sign: a {@link LogSketch} for each. Not for two threads at once. */
final class SignedSketch {
    private final LogSketch negative = new LogSketch(); // of the magnitudes
    private final LogSketch positive = new LogSketch();

    /** @param value not NaN */
    void add(double value) {
        if (value < 0) {
            negative.add(-value);
        } else {
            positive.add(value);
        }
    }

    void merge(SignedSketch other) {
        negative.merge(other.negative);
        positive.merge(other.positive);
    }

    long count() {
        return negative.count() + positive.count();
    }

    double quantile(double part) {
        long rank = Math.max(1, (long) Math.ceil(part * count()));
        return rank <= negative.count()
                ? -negative.ranked(negative.count() + 1 - rank)
                : positive.ranked(rank - negative.count());
    }

    Spread spread() {
        long count = count();
        if (count == 0) {
            return positive.spread();
        }
        double min = negative.count() > 0 ? -negative.max() : positive.min();
        double max = positive.count() > 0 ? positive.max() : -negative.min();
        double mean = (positive.sum() - negative.sum()) / count;
        return new Spread(count, mean, min, quantile(0.5), quantile(0.9), quantile(0.99), max);
    }
}
