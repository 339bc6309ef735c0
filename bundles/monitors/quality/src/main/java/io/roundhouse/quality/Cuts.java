package io.roundhouse.quality;

import java.util.Arrays;

/** Edges of bins of about as many numbers each, and a bin below and above. Pure. */
final class Cuts {
    /** Between the edges; ties make fewer. */
    static final int BINS = 10;

    /** With the two outside. */
    static final int COUNTS = BINS + 2;

    private Cuts() {}

    /** From the least number to the greatest, rising. */
    static double[] of(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double[] edges = new double[BINS + 1];
        for (int i = 0; i <= BINS; i++) {
            edges[i] = sorted[(int) ((long) i * (sorted.length - 1) / BINS)];
        }
        return Arrays.stream(edges).distinct().toArray();
    }

    /** 0 below all, 1 to {@link #BINS} between, {@link #BINS} + 1 above. */
    static int bin(double[] edges, double number) {
        if (number < edges[0]) {
            return 0;
        }
        if (number > edges[edges.length - 1]) {
            return BINS + 1;
        }
        int found = Arrays.binarySearch(edges, number);
        int edge = found >= 0 ? found : -found - 2;
        return 1 + Math.max(0, Math.min(edge, edges.length - 2));
    }
}
