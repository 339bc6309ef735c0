package io.roundhouse.answers;

import io.roundhouse.answers.Calibration.Of;

/** Platt's calibration: the logistic function of a line through scores, or through the log odds of probabilities. */
record Platt(double slope, double intercept, Of of) implements RowFunction {
    /** Half of what lies between 1 and the number below: a probability of 0 or 1 was rounded to it. */
    private static final double EDGE = 0x1p-25;

    @Override
    public void apply(float[] row, double[] work) {
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) Sigmoid.logistic(slope * read(row[i], of) + intercept);
        }
    }

    /** What the line goes through. */
    static double read(double number, Of of) {
        if (of == Of.SCORES) {
            return number;
        }
        double share = Math.min(Math.max(number, EDGE), 1 - EDGE); // NaN stays
        return StrictMath.log(share / (1 - share));
    }
}
