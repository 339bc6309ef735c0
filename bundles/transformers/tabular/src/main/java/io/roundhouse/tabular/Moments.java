package io.roundhouse.tabular;

/** Mean and deviation of a stream of numbers, by Welford's updates: large numbers with small differences keep these. */
final class Moments {
    private long count;
    private double mean;
    private double squares; // of the distances from the mean so far

    void see(double value) {
        count++;
        double distance = value - mean;
        mean += distance / count;
        squares += distance * (value - mean);
    }

    double mean() {
        return mean;
    }

    /** The square root of the mean square distance from the mean; 0 when all were equal. */
    double deviation() {
        return Math.sqrt(squares / count);
    }
}
