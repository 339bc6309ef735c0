package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;

/** Learns from the numbers of one column, one after the other, so that no cut between batches can matter. */
interface NumberLearner {
    /** Sees a finite number. */
    void see(double value);

    /** What stands about the column in {@link Learnt}; after at least one number. */
    Settings learnt();
}
