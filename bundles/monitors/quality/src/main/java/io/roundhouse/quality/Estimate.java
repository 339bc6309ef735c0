package io.roundhouse.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * What a number of merit is expected to be.
 *
 * @param error half the band in which 19 of 20 realised values lie, if the assumptions hold; NaN where none is told
 */
record Estimate(String metric, double value, double error) {
    static final String ACCURACY = "accuracy";
    static final String MAE = "mae";
    static final String RMSE = "rmse";

    /** Of a normal distribution, 95 % on both sides. */
    static final double SIGMAS = 1.96;

    /**
     * Of classes: from the expected confusion matrix.
     *
     * @param positive what precision, recall and AUC are about; -1: means over the classes, and no AUC
     * @param calibrationVariance what the calibration adds to the accuracy's
     */
    static List<Estimate> of(Pane pane, int positive, double calibrationVariance) {
        List<Estimate> all = new ArrayList<>();
        if (pane.scored == 0) {
            return all;
        }
        double rows = (double) pane.scored;
        double right = 0;
        for (double hit : pane.hits) {
            right += hit;
        }
        double error = Math.sqrt(pane.varianceSum / rows / rows + calibrationVariance);
        all.add(new Estimate(ACCURACY, right / rows, SIGMAS * error));
        if (positive >= 0) {
            all.add(new Estimate("auc", pane.scores.auc(), SIGMAS * pane.scores.aucError()));
        }
        all.add(new Estimate("precision", over(pane, positive, 1, 0), Double.NaN));
        all.add(new Estimate("recall", over(pane, positive, 0, 1), Double.NaN));
        all.add(new Estimate("f1", over(pane, positive, 0.5, 0.5), Double.NaN));
        all.add(new Estimate("brier", pane.mean(pane.brierSum), Double.NaN));
        all.add(new Estimate("log_loss", pane.mean(pane.logLossSum), Double.NaN));
        return all;
    }

    /** Hits over a mixture of those predicted and those expected: precision, recall, or F1 between. */
    private static double over(Pane pane, int positive, double predicted, double expected) {
        double sum = 0;
        int classes = 0;
        for (int i = 0; i < pane.hits.length; i++) {
            double of = predicted * (double) pane.counts[i] + expected * pane.expected[i];
            if ((positive < 0 || positive == i) && of > 0) {
                sum += pane.hits[i] / of;
                classes++;
            }
        }
        return classes == 0 ? Double.NaN : sum / classes;
    }

    /** The one that says whether the model is as good as it was: the accuracy, or the mean absolute error. */
    boolean isChief() {
        return metric.equals(ACCURACY) || metric.equals(MAE);
    }
}
