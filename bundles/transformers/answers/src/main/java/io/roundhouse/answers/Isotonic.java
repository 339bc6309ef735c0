package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import java.util.Arrays;
import java.util.List;

/** A rising line through given points, level before the first and behind the last. NaN stays. */
final class Isotonic implements RowFunction {
    static final int POINTS_MAX = 10_000;

    private final double[] scores;
    private final double[] probabilities;

    private Isotonic(double[] scores, double[] probabilities) {
        this.scores = scores;
        this.probabilities = probabilities;
    }

    static Isotonic of(Settings settings) {
        settings.allow("scores", "probabilities");
        double[] scores = numbers(settings, "scores");
        double[] probabilities = numbers(settings, "probabilities");
        if (scores.length == 0 || scores.length > POINTS_MAX || scores.length != probabilities.length) {
            throw settings.invalid(
                    "scores",
                    "must be 1.." + POINTS_MAX + " numbers and 'probabilities' as many, were " + scores.length + " and "
                            + probabilities.length,
                    null);
        }
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i]) || (i > 0 && scores[i] <= scores[i - 1])) {
                throw settings.invalid("scores", "must rise from each to the next, not so at " + scores[i], null);
            }
            double least = i == 0 ? 0 : probabilities[i - 1];
            if (!(probabilities[i] >= least && probabilities[i] <= 1)) {
                throw settings.invalid(
                        "probabilities", "must be 0..1 and never fall, not so at " + probabilities[i], null);
            }
        }
        return new Isotonic(scores, probabilities);
    }

    private static double[] numbers(Settings settings, String key) {
        List<String> texts = settings.texts(key);
        double[] numbers = new double[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Double.parseDouble(texts.get(i));
            } catch (NumberFormatException e) {
                throw settings.invalid(key, "must be a list of numbers, has '" + texts.get(i) + "'", e);
            }
        }
        return numbers;
    }

    @Override
    public void apply(float[] row, double[] work) {
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) at(row[i]);
        }
    }

    private double at(float score) {
        if (Float.isNaN(score)) {
            return score;
        }
        int found = Arrays.binarySearch(scores, score);
        if (found >= 0) {
            return probabilities[found];
        }
        int right = -found - 1;
        if (right == 0 || right == scores.length) {
            return probabilities[Math.min(right, scores.length - 1)];
        }
        double share = (score - scores[right - 1]) / (scores[right] - scores[right - 1]);
        double low = probabilities[right - 1];
        return low + share * (probabilities[right] - low);
    }
}
