package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensor;

/** Learns one column. One thread. */
interface ColumnLearner {
    void see(Tensor column);

    /** The section of the column. */
    Settings learnt(Learning learning, String place);
}
