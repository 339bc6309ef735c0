package io.roundhouse.answers;

/** The logistic function of {@code slope * x + intercept}: Platt's calibration, and plain with 1 and 0. NaN stays. */
record Sigmoid(double slope, double intercept) implements RowFunction {
    static final Sigmoid PLAIN = new Sigmoid(1, 0);

    @Override
    public void apply(float[] row, double[] work) {
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) logistic(slope * row[i] + intercept);
        }
    }

    /** Never a power above 1, so that nothing overflows. */
    static double logistic(double x) {
        double power = StrictMath.exp(-Math.abs(x));
        return x < 0 ? power / (1 + power) : 1 / (1 + power);
    }
}
