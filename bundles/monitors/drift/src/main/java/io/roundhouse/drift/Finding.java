package io.roundhouse.drift;

/**
 * One column at the end of a pane. Immutable.
 *
 * @param sinceMillis since when it has moved, however far, or since when the verdict is what it is
 */
record Finding(
        Column column, Summary reference, Summary now, Comparison comparison, Verdict verdict, long sinceMillis) {}
