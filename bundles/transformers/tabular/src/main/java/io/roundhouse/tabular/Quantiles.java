package io.roundhouse.tabular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Quantiles of a stream of numbers: exact up to {@link #EXACT_MAX} of them, beyond that in bounded memory.
 *
 * <p>Levels of buffers of equal size. A full one is sorted, and every second of its numbers goes up a level, where each
 * stands for twice as many; first those at odd places, next time those at even ones, so that errors cancel. What comes
 * out depends on the numbers and their order only. A level shifts a rank by at most 1 in {@code EXACT_MAX} of all numbers:
 * with a billion of them, 16 levels, by 0.05 % in the worst case. After Manku, Rajagopalan and Lindsay, 1998.
 */
final class Quantiles {
    static final int EXACT_MAX = 1 << 15; // 256 KiB a level

    private static final int FIRST = 256;

    private final List<Level> levels = new ArrayList<>();

    /** Numbers that stand for equally many each. */
    private static final class Level {
        private double[] values = new double[FIRST];
        private int size;
        private boolean even;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }
    }

    /** A number, and for how many it stands. */
    private record Weighted(double value, long weight) {}

    void see(double value) {
        add(0, value);
    }

    private void add(int level, double value) {
        if (level == levels.size()) {
            levels.add(new Level());
        }
        Level at = levels.get(level);
        at.add(value);
        if (at.size == EXACT_MAX) {
            Arrays.sort(at.values, 0, at.size);
            for (int i = at.even ? 1 : 0; i < at.size; i += 2) {
                add(level + 1, at.values[i]);
            }
            at.even = !at.even;
            at.size = 0;
        }
    }

    /**
     * For each share of 0..1, in ascending order, the number below which that share lies; between two numbers, their
     * mean. After at least one number.
     */
    double[] at(double... shares) {
        List<Weighted> sorted = new ArrayList<>();
        long total = 0;
        for (int level = 0; level < levels.size(); level++) {
            Level at = levels.get(level);
            for (int i = 0; i < at.size; i++) {
                sorted.add(new Weighted(at.values[i], 1L << level));
                total += 1L << level;
            }
        }
        sorted.sort(Comparator.comparingDouble(Weighted::value));
        double[] quantiles = new double[shares.length];
        int next = 0;
        long below = sorted.get(0).weight; // up to and with the number at next
        for (int i = 0; i < shares.length; i++) {
            double rank = shares[i] * total;
            while (below < rank && next < sorted.size() - 1) {
                below += sorted.get(++next).weight;
            }
            double value = sorted.get(next).value;
            boolean between = below == rank && next < sorted.size() - 1;
            quantiles[i] = between ? middle(value, sorted.get(next + 1).value) : value;
        }
        return quantiles;
    }

    /** The mean of both, also where their sum is no number. */
    private static double middle(double low, double high) {
        double sum = low + high;
        return Double.isInfinite(sum) ? low / 2 + high / 2 : sum / 2;
    }
}
