package io.roundhouse.validate;

import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;

/** All constraints on one column that need no other. Any number of threads. */
interface ColumnCheck {
    TensorSpec spec();

    /** The same column where every value is right or only flagged; one with the corrected values otherwise. */
    Tensor check(Tensor column, Run run);
}
