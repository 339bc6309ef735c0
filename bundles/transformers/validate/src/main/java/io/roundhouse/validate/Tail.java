package io.roundhouse.validate;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * How far the values of a column reach upwards, from its greatest ones alone. What lies beyond the greatest value seen is
 * told by how the greatest lie above the one of rank √n (the usual choice between bias and variance): on an exponential
 * tail, that of the excess over a threshold where tails are light (Pickands 1975), or on a Pareto tail (Hill 1975),
 * whichever makes these values likelier. The slope is taken two standard errors steeper than estimated. So a column that
 * has seen a millionaire expects a greater one, and one that has seen ages does not expect 120.
 *
 * <p>Where the greatest value was there again and again, as in terms of 36, 48 and 60 months, nothing lies above a
 * threshold. But n rows without a greater one still leave it a chance of 3/n (the rule of three, at 95 %), and its size is
 * the step between the greatest different values.
 */
final class Tail {
    private static final int RANK_MIN = 5;
    private static final int RANK_MAX = 256;
    private static final int STEPS = 7;
    private static final double UNSEEN = 3;

    private final double[] heap = new double[RANK_MAX + 1]; // the greatest; the least of them first
    private final TreeSet<Double> different = new TreeSet<>(); // the greatest
    private int size;
    private long seen;

    void add(double value) {
        seen++;
        if (different.size() <= STEPS || value > different.first()) {
            different.add(value);
            if (different.size() > STEPS + 1) {
                different.pollFirst();
            }
        }
        if (size < heap.length) {
            int child = size++;
            for (int parent = (child - 1) / 2; child > 0 && heap[parent] > value; parent = (child - 1) / 2) {
                heap[child] = heap[parent];
                child = parent;
            }
            heap[child] = value;
        } else if (value > heap[0]) {
            sink(value);
        }
    }

    private void sink(double value) {
        int parent = 0;
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            child += child + 1 < size && heap[child + 1] < heap[child] ? 1 : 0;
            if (heap[child] >= value) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = value;
    }

    /** The value that a share of {@code outside} of all rows to come lies above, as the greatest values go on. */
    double slope(double outside) {
        double[] sorted = Arrays.copyOf(heap, size);
        Arrays.sort(sorted);
        double greatest = sorted[size - 1];
        int rank = (int) Math.min(Math.min(RANK_MAX, size - 1), Math.max(RANK_MIN, StrictMath.sqrt((double) seen)));
        if (rank < 1) {
            return greatest;
        }
        double threshold = sorted[size - 1 - rank];
        double times = StrictMath.log(rank / (seen * outside)) * (1 + 2 / StrictMath.sqrt(rank));
        double excess = 0;
        double logExcess = 0;
        double logs = 0;
        for (int i = size - rank; i < size; i++) {
            excess += (sorted[i] - threshold) / rank;
            logExcess += threshold > 0 ? StrictMath.log(sorted[i] / threshold) / rank : 0;
            logs += threshold > 0 ? StrictMath.log(sorted[i]) / rank : 0;
        }
        // the mean log likelihoods are -ln(excess) - 1 and -ln(logExcess) - 1 - logs
        boolean heavy = logExcess > 0 && StrictMath.log(logExcess) + logs < StrictMath.log(excess);
        double tail = heavy ? threshold * StrictMath.exp(logExcess * times) : threshold + excess * times;
        return Math.min(Double.MAX_VALUE, Math.max(greatest, tail));
    }

    /** As {@link #slope}, and for a greater value than was ever seen. */
    double bound(double outside) {
        double greater = different.last() + step() * unseenTimes(outside);
        return Math.min(Double.MAX_VALUE, Math.max(slope(outside), greater));
    }

    private double step() {
        int steps = different.size() - 1;
        return steps == 0 ? 0 : (different.last() - different.first()) / steps;
    }

    private double unseenTimes(double outside) {
        return Math.max(0, StrictMath.log(UNSEEN / (seen * outside)));
    }
}
