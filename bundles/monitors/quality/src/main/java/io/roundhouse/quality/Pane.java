package io.roundhouse.quality;

/**
 * All that is kept of the rows of some time: counts and sums, no row. Panes add up. One thread, and then no more writes.
 */
final class Pane {
    static final int CONFIDENCE_BINS = 20;

    /** Rows by predicted class; of numbers by bin. */
    final long[] counts;

    /** By class: how many rows are expected to be of it, and of those that were predicted so. */
    final double[] expected;

    final double[] hits;
    final long[] confidence;
    final ScoreBins scores;

    long rows;

    /** Rows whose probabilities were a distribution; the sums below are of these. */
    long scored;

    /** Rows where the reference has none. */
    long uncovered;

    double confidenceSum;
    double entropySum;
    double brierSum;
    double logLossSum;

    /** Of a row that is right with probability c, c (1 - c). */
    double varianceSum;

    double sum;
    double squares;

    private Pane(int counts, int classes) {
        this.counts = new long[counts];
        expected = new double[classes];
        hits = new double[classes];
        confidence = new long[classes == 0 ? 0 : CONFIDENCE_BINS];
        scores = new ScoreBins();
    }

    static Pane ofClasses(int classes) {
        return new Pane(classes, classes);
    }

    /** Of labels or numbers, which have no probabilities. */
    static Pane ofCounts(int counts) {
        return new Pane(counts, 0);
    }

    Pane empty() {
        return new Pane(counts.length, expected.length);
    }

    void add(Pane other) {
        add(counts, other.counts);
        add(confidence, other.confidence);
        for (int i = 0; i < expected.length; i++) {
            expected[i] += other.expected[i];
            hits[i] += other.hits[i];
        }
        scores.add(other.scores);
        rows += other.rows;
        scored += other.scored;
        uncovered += other.uncovered;
        confidenceSum += other.confidenceSum;
        entropySum += other.entropySum;
        brierSum += other.brierSum;
        logLossSum += other.logLossSum;
        varianceSum += other.varianceSum;
        sum += other.sum;
        squares += other.squares;
    }

    private static void add(long[] to, long[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    /** Each as a part of all; empty when there is nothing. */
    static double[] shares(long[] counts) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        double[] shares = new double[all == 0 ? 0 : counts.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (double) counts[i] / (double) all;
        }
        return shares;
    }

    double mean(double total) {
        return scored == 0 ? Double.NaN : total / (double) scored;
    }

    /** What one takes at most, with object headers. */
    static int bytes(int counts, int classes) {
        return 8 * (counts + 2 * classes + CONFIDENCE_BINS + 2 * ScoreBins.BINS) + 320;
    }
}
