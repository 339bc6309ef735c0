package io.roundhouse.validate;

import io.roundhouse.api.tensor.Tensor;

/** A constraint between columns of one row. Any number of threads. */
interface RowRule {
    /** Puts a corrected column in the place of one that has wrong values. */
    void check(Tensor[] columns, Run run);
}
