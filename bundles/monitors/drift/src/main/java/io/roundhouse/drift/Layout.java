package io.roundhouse.drift;

/** Into what the values of a column are sorted: fixed before anything is counted, so that counting is fair. Immutable. */
sealed interface Layout permits NumberLayout, CategoryLayout, VectorLayout {
    /** Counts nothing yet. */
    Counts begin();

    /** Counts nothing yet, for a reference: with more of what is needed to judge by. */
    Counts beginReference();

    int retainedBytes();
}
