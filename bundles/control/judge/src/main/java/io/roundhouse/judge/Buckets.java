package io.roundhouse.judge;

/**
 * Logarithmic buckets for times from 1 µs to 2.8 h (in ms), or any other positive numbers from 0.001 to 10,000,000; what
 * lies outside goes into the first or the last. A bucket is at most 0.2 % wide, and the factor that is allowed between
 * the arms is a whole number of buckets: to compare against it is to shift.
 */
final class Buckets {
    private static final double WIDTH_MAX = 0.002;
    private static final int SHIFT_MIN = 10;

    /** Not a round number, so that no borders lie on the round numbers that coarse clocks give. */
    private static final double FIRST_BORDER = 1e-3 * Math.E / 2.7;

    private static final double RANGE = Math.log(1e10);

    private final double width; // of a bucket, as a logarithm
    private final int shift;
    private final int count;

    /** @param margin the canary may take {@code 1 + margin} times as long */
    Buckets(double margin) {
        double allowed = Math.log1p(margin);
        shift = margin == 0 ? 0 : Math.max(SHIFT_MIN, (int) Math.ceil(allowed / WIDTH_MAX));
        width = margin == 0 ? WIDTH_MAX : allowed / shift;
        count = (int) Math.ceil(RANGE / width) + 2;
    }

    int count() {
        return count;
    }

    /** Buckets between a time and the time allowed for it. */
    int shift() {
        return shift;
    }

    int of(double value) {
        double place = Math.log(value / FIRST_BORDER) / width + 1;
        return (int) Math.max(0, Math.min(count - 1, place));
    }

    /** The geometric middle. */
    double value(int bucket) {
        return FIRST_BORDER * Math.exp((bucket - 0.5) * width);
    }

    /** What a shift by so many buckets multiplies by. */
    double factor(int buckets) {
        return Math.exp(buckets * width);
    }
}
