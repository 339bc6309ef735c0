package io.roundhouse.tabular;

/**
 * What becomes of the numbers of one column. A number comes out the same whatever stands beside it; many threads at once,
 * each with an array of its own.
 */
interface Formula {
    /** Replaces every number. NaN, which is missing, stays NaN, unless the formula is about what is missing. */
    void apply(double[] values);
}
