package io.roundhouse.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which part of the rows with a score was positive: the rising step function nearest to labelled rows, by pooling adjacent
 * violators, with straight lines from step to step. Steps begin with at least ten rows and a hundredth of all, so that no
 * step is chance's and there are at most a hundred.
 */
final class Isotonic {
    private static final int STEP_ROWS_MIN = 10;
    private static final int STEPS_MAX = 100;

    /** By step: least and greatest score, the part that was positive, the rows. */
    private final double[] low;

    private final double[] high;
    private final double[] part;
    private final double[] rows;

    private Isotonic(int steps) {
        low = new double[steps];
        high = new double[steps];
        part = new double[steps];
        rows = new double[steps];
    }

    /** @param scores at least one */
    static Isotonic fit(double[] scores, boolean[] positive) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int least = Math.max(STEP_ROWS_MIN, (scores.length + STEPS_MAX - 1) / STEPS_MAX);
        Isotonic steps = new Isotonic(scores.length / least + 1);
        int used = 0;
        for (int at = 0; at < order.length; ) {
            int end = Math.min(order.length, at + least);
            while (end < order.length && (scores[order[end]] == scores[order[end - 1]] || order.length - end < least)) {
                end++; // equal scores stay together, and a rest too small for a step belongs to the last
            }
            steps.set(used, scores[order[at]], scores[order[end - 1]], share(order, at, end, positive), end - at);
            used++;
            while (used > 1 && steps.part[used - 2] >= steps.part[used - 1]) {
                steps.pool(used - 2);
                used--;
            }
            at = end;
        }
        return steps.cut(used);
    }

    private static double share(int[] order, int from, int to, boolean[] positive) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += positive[order[i]] ? 1 : 0;
        }
        return (double) count / (to - from);
    }

    private void set(int step, double least, double greatest, double share, double count) {
        low[step] = least;
        high[step] = greatest;
        part[step] = share;
        rows[step] = count;
    }

    private void pool(int step) {
        double count = rows[step] + rows[step + 1];
        double share = (part[step] * rows[step] + part[step + 1] * rows[step + 1]) / count;
        set(step, low[step], high[step + 1], share, count);
    }

    private Isotonic cut(int steps) {
        Isotonic cut = new Isotonic(steps);
        for (int i = 0; i < steps; i++) {
            cut.set(i, low[i], high[i], part[i], rows[i]);
        }
        return cut;
    }

    /** The part of the rows with that score that was positive. */
    double at(double score) {
        int step = step(score);
        if (score <= high[step] || step == part.length - 1) {
            return part[step];
        }
        double way = (score - high[step]) / (low[step + 1] - high[step]);
        return part[step] + way * (part[step + 1] - part[step]);
    }

    /** The last step that begins at or below the score; the first where none does. */
    int step(double score) {
        int found = Arrays.binarySearch(low, score);
        return found >= 0 ? found : Math.max(0, -found - 2);
    }

    int steps() {
        return part.length;
    }

    /** How far chance may have put a step off, as a variance. */
    double variance(int step) {
        return part[step] * (1 - part[step]) / rows[step];
    }
}
