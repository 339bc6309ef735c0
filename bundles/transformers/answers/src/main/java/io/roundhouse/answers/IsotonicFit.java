package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rising steps of least squared error, by pooling neighbours that fall (Ayer et al. 1955), as points at both ends of
 * each step. A first step without a hit, and a last without a miss, are half a row less sure than they look, so that no
 * answer is called impossible because few rows were seen.
 */
final class IsotonicFit {
    private static final double HALF = 0.5;

    private final List<Step> steps = new ArrayList<>();

    private IsotonicFit() {}

    /** Scores from one to the other, and how many of them hit. */
    private record Step(float from, float to, long count, long hits) {
        Step(float score, long count, long hits) {
            this(score, score, count, hits);
        }

        Step and(Step next) {
            return new Step(from, next.to, count + next.count, hits + next.hits);
        }

        double share() {
            return hits / (double) count;
        }
    }

    static IsotonicFit of(Sample sample) {
        return of(sample, Isotonic.POINTS_MAX);
    }

    static IsotonicFit of(Sample sample, int pointsMax) {
        IsotonicFit fit = new IsotonicFit();
        long[] sorted = sorted(sample);
        for (int i = 0; i < sorted.length; ) {
            int end = i;
            long hits = 0;
            for (; end < sorted.length && sorted[end] >> 1 == sorted[i] >> 1; end++) {
                hits += sorted[end] & 1;
            }
            fit.add(new Step(score(sorted[i]), end - i, hits));
            i = end;
        }
        while (2 * fit.steps.size() > pointsMax) {
            fit.coarsen();
        }
        return fit;
    }

    /** Each score above whether it hit, as a number that sorts as the score does. */
    private static long[] sorted(Sample sample) {
        long[] all = new long[sample.rows() * sample.width()];
        for (int i = 0; i < all.length; i++) {
            int row = i / sample.width();
            int column = i % sample.width();
            int bits = Float.floatToIntBits(sample.number(row, column) + 0f); // one zero only
            long ordered = bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
            all[i] = (ordered << 1) | (sample.isHit(row, column) ? 1 : 0);
        }
        Arrays.sort(all);
        return all;
    }

    private static float score(long sorted) {
        int ordered = (int) (sorted >> 1);
        return Float.intBitsToFloat(ordered >= 0 ? ordered : ordered ^ Integer.MAX_VALUE);
    }

    private void add(Step step) {
        Step last = step;
        while (!steps.isEmpty() && steps.get(steps.size() - 1).share() >= last.share()) {
            last = steps.remove(steps.size() - 1).and(last);
        }
        steps.add(last);
    }

    /** Half as many steps, which rise as well. */
    private void coarsen() {
        List<Step> all = List.copyOf(steps);
        steps.clear();
        for (int i = 0; i < all.size(); i += 2) {
            steps.add(i + 1 < all.size() ? all.get(i).and(all.get(i + 1)) : all.get(i));
        }
    }

    private double[] shares() {
        double[] shares = steps.stream().mapToDouble(Step::share).toArray();
        int last = shares.length - 1;
        if (last > 0 && shares[0] == 0) {
            shares[0] = Math.min(HALF / (steps.get(0).count() + 1), shares[1]);
        }
        if (last > 0 && shares[last] == 1) {
            shares[last] = Math.max(1 - HALF / (steps.get(last).count() + 1), shares[last - 1]);
        }
        return shares;
    }

    /** The section {@code isotonic}. */
    Settings settings(String place) {
        List<String> scores = new ArrayList<>();
        List<String> probabilities = new ArrayList<>();
        double[] shares = shares();
        for (int i = 0; i < shares.length; i++) {
            Step step = steps.get(i);
            String share = Double.toString(shares[i]);
            scores.add(Double.toString(step.from()));
            probabilities.add(share);
            if (step.to() > step.from()) {
                scores.add(Double.toString(step.to()));
                probabilities.add(share);
            }
        }
        return Settings.builder(place)
                .putTexts("scores", scores, place)
                .putTexts("probabilities", probabilities, place)
                .build();
    }
}
