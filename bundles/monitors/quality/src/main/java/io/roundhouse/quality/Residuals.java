package io.roundhouse.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * How wrong a model of numbers was, by what it predicted: in each tenth of the labelled rows' predictions the mean absolute
 * and squared error. What is weaker than a model of the error over all inputs (direct loss estimation): rows with the same
 * prediction are taken for alike.
 */
final class Residuals {
    final double[] cuts;
    private final double[] count = new double[Cuts.COUNTS];
    private final double[] absolute = new double[Cuts.COUNTS];
    private final double[] squared = new double[Cuts.COUNTS];

    Residuals(Reference reference) {
        cuts = Cuts.of(reference.predictions());
        for (int row = 0; row < reference.rows(); row++) {
            double error = Math.abs(reference.labels()[row] - reference.predictions()[row]);
            int bin = Cuts.bin(cuts, reference.predictions()[row]);
            count[bin]++;
            absolute[bin] += error;
            squared[bin] += error * error;
        }
    }

    /** What is expected of rows in these bins; those outside are taken for the nearest inside. */
    List<Estimate> of(long[] counts) {
        double[] shares = Pane.shares(counts);
        double rows = 0;
        for (long bin : counts) {
            rows += (double) bin;
        }
        double mae = 0;
        double mse = 0;
        double variance = 0;
        for (int i = 0; i < shares.length; i++) {
            int bin = Math.max(1, Math.min(cuts.length - 1, i));
            if (shares[i] > 0 && count[bin] > 0) {
                double mean = absolute[bin] / count[bin];
                double spread = Math.max(0, squared[bin] / count[bin] - mean * mean);
                mae += shares[i] * mean;
                mse += shares[i] * squared[bin] / count[bin];
                variance += shares[i] * spread / rows + shares[i] * shares[i] * spread / count[bin];
            }
        }
        List<Estimate> estimates = new ArrayList<>();
        if (rows > 0) {
            estimates.add(new Estimate(Estimate.MAE, mae, Estimate.SIGMAS * Math.sqrt(variance)));
            estimates.add(new Estimate(Estimate.RMSE, Math.sqrt(mse), Double.NaN));
        }
        return estimates;
    }
}
