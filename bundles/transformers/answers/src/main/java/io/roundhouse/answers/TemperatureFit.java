package io.roundhouse.answers;

/**
 * The temperature with the least log loss. Its inverse is where the mean logit that the model expects is the mean logit of
 * the classes there were, and the former only rises with the inverse: so it is found by halving. The classes count a little
 * less than wholly, as after Platt, or a model that is always right would be made endlessly sure.
 */
final class TemperatureFit {
    private static final double MIN = 1e-3;
    private static final double MAX = 1e6;
    private static final int HALVINGS = 48; // of 21 in the logarithm: to 1e-13

    private TemperatureFit() {}

    static double of(Sample sample) {
        double wanted = 0;
        double rest = 1.0 / (sample.rows() + 2);
        for (int row = 0; row < sample.rows(); row++) {
            double others = 0;
            for (int i = 0; i < sample.width(); i++) {
                others += i == sample.ofClass(row) ? 0 : sample.number(row, i);
            }
            wanted += (1 - rest) * sample.number(row, sample.ofClass(row)) + rest * others / (sample.width() - 1);
        }
        double low = StrictMath.log(MIN);
        double high = StrictMath.log(MAX);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (expected(sample, StrictMath.exp(middle)) > wanted) {
                low = middle; // surer than right
            } else {
                high = middle;
            }
        }
        return StrictMath.exp((low + high) / 2);
    }

    private static double expected(Sample sample, double temperature) {
        double all = 0;
        for (int row = 0; row < sample.rows(); row++) {
            double top = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < sample.width(); i++) {
                top = Math.max(top, sample.number(row, i));
            }
            double sum = 0;
            double weighted = 0;
            for (int i = 0; i < sample.width(); i++) {
                double power = StrictMath.exp((sample.number(row, i) - top) / temperature);
                sum += power;
                weighted += power * sample.number(row, i);
            }
            all += weighted / sum;
        }
        return all;
    }
}
