package io.roundhouse.anomaly;

/**
 * How far values are from where they are expected: the median of the distances, followed by steps, so that one far away
 * counts as much as one a little further than most. Told as the standard deviation of a normal distribution.
 */
final class Spread {
    private static final double SIGMA_PER_MEDIAN = 1.4826;
    private static final double STEP_FIRST = 0.3;
    private static final double STEP_LAST = 0.01;
    private static final int FIRST = 20;
    private static final double FAR = 3; // standard deviations
    private static final double OF_FAR = 0.1; // so that an anomaly that goes on is not noise within the hour
    private static final int SETTLED = 1_000;

    private final double least;
    private double median;
    private int seen;

    /** Never told less than {@code floor}: from 0 on no step would lead anywhere. */
    Spread(double floor) {
        least = floor / SIGMA_PER_MEDIAN;
    }

    void offer(double residual) {
        double distance = Math.abs(residual);
        if (seen < FIRST) {
            seen++;
            median += (distance - median) / seen; // to begin with: of the right magnitude
        } else {
            double usual = Math.max(STEP_LAST, STEP_FIRST * FIRST / seen);
            double step = distance > FAR * sigma() ? OF_FAR * usual : usual;
            seen = Math.min(seen + 1, SETTLED);
            median *= distance > median ? 1 + step : 1 / (1 + step);
        }
        median = Math.max(least, median);
    }

    double sigma() {
        return SIGMA_PER_MEDIAN * median;
    }
}
