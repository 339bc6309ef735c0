package io.roundhouse.metrics;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long things took lately, for quantiles that somebody can read without a Prometheus: counts in cells that are a
 * sixteenth of an octave wide, so that a quantile is at most 3.2 % off. There are two windows: times are added to the newer
 * one, and both are read. Adding is one increment and knows no clock; who reads turns the windows.
 */
final class RecentTimes {
    private static final int PARTS_BITS = 4;
    private static final int PARTS = 1 << PARTS_BITS;
    private static final int OCTAVE_MIN = 10; // 1.024 µs and less are one cell
    private static final int OCTAVE_MAX = 36; // 137 s and more are one cell
    private static final int CELLS = (OCTAVE_MAX - OCTAVE_MIN + 1) * PARTS;

    private volatile AtomicIntegerArray newer = new AtomicIntegerArray(CELLS);
    private volatile AtomicIntegerArray older = new AtomicIntegerArray(CELLS);

    void add(long nanos) {
        newer.getAndIncrement(cell(nanos));
    }

    /** Forgets the older window; whoever is just adding to the newer one is counted all the same. */
    void turn() {
        older = newer;
        newer = new AtomicIntegerArray(CELLS);
    }

    /**
     * The quantiles of both windows.
     *
     * @param quantiles ascending, 0 to 1
     * @return seconds; empty when nothing was added
     */
    double[] seconds(double... quantiles) {
        long[] counts = new long[CELLS];
        long all = 0;
        AtomicIntegerArray first = older;
        AtomicIntegerArray second = newer;
        for (int i = 0; i < CELLS; i++) {
            counts[i] = (long) first.get(i) + second.get(i);
            all += counts[i];
        }
        return all == 0 ? new double[0] : seconds(quantiles, counts, all);
    }

    private static double[] seconds(double[] quantiles, long[] counts, long all) {
        double[] seconds = new double[quantiles.length];
        int cell = 0;
        long upTo = counts[0];
        for (int i = 0; i < quantiles.length; i++) {
            double rank = Math.max(1, Math.ceil(quantiles[i] * all));
            while (upTo < rank && cell < CELLS - 1) {
                upTo += counts[++cell];
            }
            seconds[i] = middleNanos(cell) / 1e9;
        }
        return seconds;
    }

    private static int cell(long nanos) {
        if (nanos < 1L << OCTAVE_MIN) {
            return 0;
        }
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        if (octave > OCTAVE_MAX) {
            return CELLS - 1;
        }
        int part = (int) (nanos >>> (octave - PARTS_BITS)) & (PARTS - 1);
        return (octave - OCTAVE_MIN) * PARTS + part;
    }

    private static double middleNanos(int cell) {
        int octave = OCTAVE_MIN + cell / PARTS;
        double part = (double) (1L << octave) / PARTS;
        return (PARTS + cell % PARTS + 0.5) * part;
    }
}
