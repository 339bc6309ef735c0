package io.roundhouse.answers;

import io.roundhouse.answers.Calibration.Of;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;

/**
 * Platt's two numbers: the line of least log loss, where hits and misses count a little less than wholly (J. Platt 1999),
 * found by Newton's steps, shorter ones where the loss would rise (Lin, Lin and Weng 2007). The numbers are shifted and
 * scaled first, so that it converges whatever they are.
 */
final class PlattFit {
    private static final int STEPS_MAX = 100;
    private static final double GRADIENT_MIN = 1e-12;
    private static final double STEP_MIN = 1e-10;
    private static final double RISE = 1e-4;
    private static final double RIDGE = 1e-12;

    private final double[] scores;
    private final double[] targets;
    private double mean;
    private double deviation;
    private double slope;
    private double intercept;

    private PlattFit(double[] scores, double[] targets) {
        this.scores = scores;
        this.targets = targets;
    }

    static PlattFit of(Sample sample, Of of) {
        int count = sample.rows() * sample.width();
        double[] scores = new double[count];
        boolean[] hits = new boolean[count];
        int hit = 0;
        for (int i = 0; i < count; i++) {
            int row = i / sample.width();
            scores[i] = Platt.read(sample.number(row, i % sample.width()), of);
            hits[i] = sample.isHit(row, i % sample.width());
            hit += hits[i] ? 1 : 0;
        }
        double[] targets = new double[count];
        for (int i = 0; i < count; i++) {
            targets[i] = hits[i] ? (hit + 1.0) / (hit + 2.0) : 1 / (count - hit + 2.0);
        }
        PlattFit fit = new PlattFit(scores, targets);
        fit.scale();
        fit.slope = 0;
        fit.intercept = StrictMath.log((hit + 1.0) / (count - hit + 1.0));
        fit.converge();
        return fit;
    }

    private void scale() {
        for (double score : scores) {
            mean += score / scores.length;
        }
        double squares = 0;
        for (double score : scores) {
            squares += (score - mean) * (score - mean) / scores.length;
        }
        deviation = Math.sqrt(squares);
        if (!(deviation > 0)) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT, "the model gave " + scores[0] + " for every row, which tells nothing");
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (scores[i] - mean) / deviation;
        }
    }

    private void converge() {
        double loss = loss(slope, intercept);
        for (int step = 0; step < STEPS_MAX; step++) {
            double bySlope = 0;
            double byIntercept = 0;
            double slopes = RIDGE;
            double both = 0;
            double intercepts = RIDGE;
            for (int i = 0; i < scores.length; i++) {
                double share = Sigmoid.logistic(slope * scores[i] + intercept);
                double over = share - targets[i];
                double weight = share * (1 - share);
                bySlope += over * scores[i];
                byIntercept += over;
                slopes += weight * scores[i] * scores[i];
                both += weight * scores[i];
                intercepts += weight;
            }
            if (Math.abs(bySlope) + Math.abs(byIntercept) < GRADIENT_MIN * scores.length) {
                return;
            }
            double determinant = slopes * intercepts - both * both;
            double slopeStep = -(intercepts * bySlope - both * byIntercept) / determinant;
            double interceptStep = -(slopes * byIntercept - both * bySlope) / determinant;
            double falls = bySlope * slopeStep + byIntercept * interceptStep;
            double length = 1;
            double next = loss(slope + slopeStep, intercept + interceptStep);
            while (!(next <= loss + RISE * length * falls)) {
                length /= 2;
                if (length < STEP_MIN) {
                    return; // as near as doubles come
                }
                next = loss(slope + length * slopeStep, intercept + length * interceptStep);
            }
            slope += length * slopeStep;
            intercept += length * interceptStep;
            loss = next;
        }
    }

    private double loss(double a, double b) {
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            double x = a * scores[i] + b;
            loss += Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))) - targets[i] * x;
        }
        return loss;
    }

    /** The section {@code platt}. */
    Settings settings(String place) {
        return Settings.builder(place)
                .put("slope", Double.toString(slope / deviation), place)
                .put("intercept", Double.toString(intercept - slope * mean / deviation), place)
                .build();
    }
}
