package io.roundhouse.spi.transformer;

/** How far what a step made of some columns may be given again for equal ones, instead of asking the step. */
public enum Caching {
    /** Not at all: it depends on something else than the columns it reads, or is quicker than a look-up (some 3 µs). */
    NONE,
    /** For a request of equal columns: what it makes of a row depends on the rows beside it. */
    REQUEST,
    /** Row by row: what it makes of a row is of the same type and shape whatever is beside it. */
    ROWS
}
