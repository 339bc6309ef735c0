package io.roundhouse.quality;

import io.roundhouse.quality.QualitySettings.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes of a model's probabilities what labelled rows say they are worth: for each class how often it came at that
 * probability, and then all to 1 together. Without labelled rows, and where these would make held-out rows worse, the
 * model's own are taken.
 */
final class Calibration {
    private final List<Isotonic> classes; // none: the model's own; one: of the positive of two classes
    private final int positive;
    private final long rows;
    private final boolean isHeldUp;
    private double low = Double.NEGATIVE_INFINITY;
    private double high = Double.POSITIVE_INFINITY;

    private Calibration(List<Isotonic> classes, int positive, long rows, boolean isHeldUp) {
        this.classes = List.copyOf(classes);
        this.positive = positive;
        this.rows = rows;
        this.isHeldUp = isHeldUp;
    }

    static Calibration none() {
        return new Calibration(List.of(), -1, 0, false);
    }

    /**
     * Learns from labelled rows, whether to change anything among it.
     *
     * @param positive of two classes, the one whose probability is learnt about
     */
    static Calibration of(Reference reference, Choice choice, int positive) {
        int all = reference.rows();
        Calibration own = new Calibration(List.of(), positive, all, true);
        own.cover(reference);
        if (choice == Choice.NONE) {
            return own;
        }
        Calibration learnt = fit(reference, positive, -1, all);
        learnt.cover(reference);
        boolean helps = choice == Choice.ISOTONIC
                || fit(reference, positive, 0, all).brier(reference, 0)
                                + fit(reference, positive, 1, all).brier(reference, 1)
                        < own.brier(reference, 0) + own.brier(reference, 1);
        return helps ? learnt : own;
    }

    /** Learnt from all rows but every second, beginning with {@code without}; from all where that is -1. */
    private static Calibration fit(Reference reference, int positive, int without, long rows) {
        int columns = reference.columns();
        List<Isotonic> classes = new ArrayList<>();
        for (int i = 0; i < (columns == 2 ? 1 : columns); i++) {
            int of = columns == 2 ? positive : i;
            int used = 0;
            double[] scores = new double[reference.rows()];
            boolean[] came = new boolean[scores.length];
            for (int row = 0; row < scores.length; row++) {
                if (row % 2 != without) {
                    scores[used] = reference.predictions()[row * columns + of];
                    came[used] = reference.labels()[row] == of;
                    used++;
                }
            }
            classes.add(Isotonic.fit(Arrays.copyOf(scores, used), came));
        }
        return new Calibration(classes, positive, rows, true);
    }

    /** The sum over every second row, beginning with {@code first}. */
    private double brier(Reference reference, int first) {
        double sum = 0;
        double[] q = new double[reference.columns()];
        for (int row = first; row < reference.rows(); row += 2) {
            apply(reference.row(row), q);
            for (int i = 0; i < q.length; i++) {
                double distance = q[i] - (reference.labels()[row] == i ? 1 : 0);
                sum += distance * distance;
            }
        }
        return sum;
    }

    /** @param q where the corrected ones go, as many as there are */
    void apply(double[] p, double[] q) {
        if (classes.isEmpty() || (classes.size() == 1 ? 2 : classes.size()) != p.length) {
            System.arraycopy(p, 0, q, 0, p.length);
        } else if (classes.size() == 1) {
            q[positive] = classes.get(0).at(p[positive]);
            q[1 - positive] = 1 - q[positive];
        } else {
            double sum = 0;
            for (int i = 0; i < p.length; i++) {
                q[i] = classes.get(i).at(p[i]);
                sum += q[i];
            }
            for (int i = 0; i < p.length; i++) {
                q[i] = sum > 0 ? q[i] / sum : p[i];
            }
        }
    }

    /** Whether labelled rows had such a score of the positive class; true where there are none. */
    boolean covers(double score) {
        return score >= low && score <= high;
    }

    private void cover(Reference reference) {
        low = Double.POSITIVE_INFINITY;
        high = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < reference.rows(); row++) {
            double score = reference.predictions()[row * reference.columns() + positive];
            low = Math.min(low, (float) score - 1e-6); // answers are floats, and files are rounded
            high = Math.max(high, (float) score + 1e-6);
        }
    }

    /**
     * How far the accuracy of these rows may be off because the labelled rows were few, as a variance; 0 where nothing was
     * learnt, and nothing is known.
     *
     * @param threshold from which score on the positive class is predicted
     */
    double variance(Pane pane, double threshold) {
        if (rows == 0 || pane.scored == 0) {
            return 0;
        }
        if (classes.size() != 1) {
            return pane.varianceSum / (double) pane.scored / (double) rows;
        }
        double[] weights = new double[classes.get(0).steps()];
        for (int i = 0; i < ScoreBins.BINS; i++) {
            double score = ScoreBins.middle(i);
            weights[classes.get(0).step(score)] +=
                    (score >= threshold ? 1 : -1) * pane.scores.count[i] / (double) pane.scored;
        }
        double variance = 0;
        for (int i = 0; i < weights.length; i++) {
            variance += weights[i] * weights[i] * classes.get(0).variance(i);
        }
        return variance;
    }

    /** In a few words, for a person. */
    String words() {
        if (!isHeldUp) {
            return "uncalibrated";
        }
        return !classes.isEmpty()
                ? "calibrated by " + rows + " labelled rows"
                : "as the model says, which " + rows + " labelled rows do not correct";
    }

    /** Of a model whose labelled rows are not there. */
    static Calibration of(Optional<Reference> reference, Choice choice, int positive) {
        return reference.map(rows -> of(rows, choice, positive)).orElseGet(Calibration::none);
    }
}
