package io.roundhouse.comparison;

import io.roundhouse.server.control.Comparisons.Spread;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of numbers of 0 and more, of any magnitude, in bounded memory: eight buckets an octave from 2^-64 to
 * 2^64, so a quantile is within 1/16 of the value whatever its rank. A bucket is found by the number's own exponent and
 * first three binary digits. Count, mean, least and greatest are exact. Two sketches merge without loss, in any order.
 *
 * <p>Octaves get memory when they are hit: usually 1 to 2 KiB, {@link #BYTES_MAX} at most. Not for two threads at once.
 */
final class LogSketch {
    static final int BYTES_MAX = 9 * 1024;

    private static final int DIGITS = 3;
    private static final int SHIFT = 52 - DIGITS;
    private static final int PAGE = 64;
    private static final int PAGES = 16;
    private static final double LEAST = 0x1.0p-64; // less is as good as 0
    private static final double BEYOND = 0x1.0p64;
    private static final int FIRST = (int) (Double.doubleToRawLongBits(LEAST) >>> SHIFT);

    private final long[] @Nullable [] pages = new long[PAGES][];
    private long zeros;
    private long beyond;
    private long count;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** @param value not negative and not NaN */
    void add(double value) {
        count++;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
        if (value < LEAST) {
            zeros++;
        } else if (value >= BEYOND) {
            beyond++;
        } else {
            int bucket = (int) (Double.doubleToRawLongBits(value) >>> SHIFT) - FIRST;
            page(bucket / PAGE)[bucket % PAGE]++;
        }
    }

    private long[] page(int index) {
        long[] page = pages[index];
        if (page == null) {
            page = new long[PAGE];
            pages[index] = page;
        }
        return page;
    }

    void merge(LogSketch other) {
        zeros += other.zeros;
        beyond += other.beyond;
        count += other.count;
        sum += other.sum;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        for (int i = 0; i < PAGES; i++) {
            long[] theirs = other.pages[i];
            if (theirs != null) {
                long[] ours = page(i);
                for (int j = 0; j < PAGE; j++) {
                    ours[j] += theirs[j];
                }
            }
        }
    }

    long count() {
        return count;
    }

    double sum() {
        return sum;
    }

    double min() {
        return count == 0 ? 0 : min;
    }

    double max() {
        return count == 0 ? 0 : max;
    }

    /** The number of that rank, 1 the least; within 1/16 of it. */
    double ranked(long rank) {
        long passed = zeros;
        if (rank <= passed) {
            return min();
        }
        for (int i = 0; i < PAGES; i++) {
            long[] page = pages[i];
            for (int j = 0; page != null && j < PAGE; j++) {
                passed += page[j];
                if (rank <= passed) {
                    return Math.min(max, Math.max(min, middle(i * PAGE + j)));
                }
            }
        }
        return max();
    }

    private static double middle(int bucket) {
        long low = (long) (bucket + FIRST) << SHIFT;
        return Double.longBitsToDouble(low | 1L << (SHIFT - 1));
    }

    /** The least number that so large a part of all is not above. */
    double quantile(double part) {
        return ranked(Math.max(1, (long) Math.ceil(part * count)));
    }

    Spread spread() {
        return count == 0
                ? new Spread(0, 0, 0, 0, 0, 0, 0)
                : new Spread(count, sum / count, min(), quantile(0.5), quantile(0.9), quantile(0.99), max());
    }
}
