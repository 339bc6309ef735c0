package io.roundhouse.batcher;

import java.util.stream.IntStream;

/**
 * The batch size that takes least time a row, out of 1, 2, 4 and so on. After the first {@value #WARM_UP} batches, in
 * which engines warm up, the sizes are tried by turns with the best so far; later one batch in {@value #TRY_EVERY} is a
 * try of the next smaller or larger size, so that a change is seen. (When all sizes were tried, batches far larger than the
 * best ran a tenth of the rows.) A size that the load does not reach is not known and no limit: a try of it takes
 * whatever waits.
 *
 * <p>Time is that of the whole batch, joining and splitting included, while the other instances compute as well. Of sizes
 * that are alike the smallest is taken, whose rows wait least.
 */
final class LearntSize {
    private static final int WARM_UP = 16;
    private static final int TRY_EVERY = 32;
    private static final int KNOWN = 4; // batches of a size before it is compared
    private static final int MEMORY = 32; // batches that the mean goes back, about
    private static final double ALIKE = 1.02;
    private static final double OUTLIER = 2; // what was kept from its processor counts for twice the mean

    private final int[] sizes;
    private final double[] nanosPerRow;
    private final int[] counts;
    private int batches;
    private volatile int best;

    LearntSize(int rowsMax) {
        sizes = IntStream.concat(IntStream.iterate(1, size -> size < rowsMax, size -> 2 * size), IntStream.of(rowsMax))
                .toArray();
        nanosPerRow = new double[sizes.length];
        counts = new int[sizes.length];
        best = rowsMax;
    }

    int best() {
        return best;
    }

    synchronized int next() {
        batches++;
        if (batches <= WARM_UP) {
            return best;
        }
        int unknown = 0;
        while (unknown < counts.length && counts[unknown] >= KNOWN) {
            unknown++;
        }
        if (unknown < counts.length) {
            return batches % 2 == 0 ? best : sizes[unknown];
        }
        return batches % TRY_EVERY == 0 ? sizes[besideBest(batches / TRY_EVERY % 2 == 0)] : best;
    }

    synchronized void took(int rows, long nanos) {
        if (batches <= WARM_UP) {
            return;
        }
        int index = nearest(rows);
        double perRow = (double) nanos / rows;
        if (counts[index] >= KNOWN) {
            perRow = Math.min(perRow, OUTLIER * nanosPerRow[index]);
        }
        counts[index] = Math.min(counts[index] + 1, MEMORY);
        nanosPerRow[index] += (perRow - nanosPerRow[index]) / counts[index];
        best = findBest();
    }

    private int besideBest(boolean larger) {
        return Math.max(0, Math.min(sizes.length - 1, nearest(best) + (larger ? 1 : -1)));
    }

    private int nearest(int rows) {
        int index = 0;
        while (index + 1 < sizes.length && rows >= 0.75 * sizes[index + 1]) {
            index++;
        }
        return index;
    }

    private int findBest() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < sizes.length; i++) {
            if (counts[i] >= KNOWN) {
                least = Math.min(least, nanosPerRow[i]);
            }
        }
        for (int i = 0; i < sizes.length; i++) {
            if (counts[i] >= KNOWN && nanosPerRow[i] <= least * ALIKE) {
                return sizes[i];
            }
        }
        return sizes[sizes.length - 1];
    }
}
