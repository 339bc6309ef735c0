package io.roundhouse.drift;

/** What is known of a column over some time, or as a reference. Immutable: arrays in it are not written to. */
sealed interface Summary permits NumberSummary, CategorySummary, VectorSummary {
    Layout layout();

    /** Only read. */
    Weight weight();
}
