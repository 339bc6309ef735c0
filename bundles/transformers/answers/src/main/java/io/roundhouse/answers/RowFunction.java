package io.roundhouse.answers;

/** Numbers of one row become as many others. Any thread. */
@FunctionalInterface
interface RowFunction {
    /**
     * Replaces the numbers where they stand.
     *
     * @param work as long as the row, of any content, to write into
     */
    void apply(float[] row, double[] work);
}
