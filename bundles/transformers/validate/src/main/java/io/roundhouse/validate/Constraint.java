package io.roundhouse.validate;

/**
 * One constraint of one column.
 *
 * @param action what is done where it is not kept
 * @param value what takes the place of a value, for {@link Action#IMPUTE}; empty otherwise
 * @param must the end of a sentence about a value: {@code must be 0 to 959}
 */
record Constraint(String column, Kind kind, Action action, String value, String must) {
    /** A constraint that nobody declared: values of another type never pass. */
    static Constraint malformed(String column, String must) {
        return new Constraint(column, Kind.MALFORMED, Action.REJECT, "", must);
    }
}
