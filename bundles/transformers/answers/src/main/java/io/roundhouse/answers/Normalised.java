package io.roundhouse.answers;

/** Another function, and then each row divided by its sum; a row whose sum is no positive number stays as it is. */
record Normalised(RowFunction function) implements RowFunction {
    @Override
    public void apply(float[] row, double[] work) {
        function.apply(row, work);
        double sum = 0;
        for (float value : row) {
            sum += value;
        }
        for (int i = 0; sum > 0 && i < row.length; i++) {
            row[i] = (float) (row[i] / sum);
        }
    }
}
