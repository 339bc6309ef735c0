package io.roundhouse.trends;

/**
 * What one stretch of time gave of one series.
 *
 * @param count of a gauge how often it was seen; of a count how many minutes it grew over
 * @param min of a gauge the least that was seen; of a count the growth of the minute that had least
 */
record Rolled(long count, double sum, double min, double max) {
    static Rolled of(double value) {
        return new Rolled(1, value, value, value);
    }

    Rolled plus(Rolled other) {
        return new Rolled(count + other.count, sum + other.sum, Math.min(min, other.min), Math.max(max, other.max));
    }

    double mean() {
        return sum / count;
    }
}
