package io.roundhouse.answers;

/**
 * Logits become probabilities that sum to 1. A row with NaN becomes NaN throughout; infinite logits share the whole among
 * them.
 */
record Softmax(double temperature) implements RowFunction {
    @Override
    public void apply(float[] row, double[] work) {
        double top = Double.NEGATIVE_INFINITY;
        for (float logit : row) {
            top = Math.max(top, logit); // NaN stays
        }
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            double below = row[i] == top ? 0 : row[i] - top; // infinity less infinity is no number
            work[i] = StrictMath.exp(below / temperature);
            sum += work[i];
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (work[i] / sum);
        }
    }
}
