package io.roundhouse.drift;

import io.roundhouse.api.tensor.Tensor;

/**
 * Looks at the first rows of a column to find its {@link Layout}; these are not counted, as bins that fit the very rows that
 * are counted in them would make any later rows look different. Not for two threads at once.
 */
sealed interface Learner permits NumberLearner, CategoryLearner, VectorLearner {
    void add(Tensor tensor);

    /** Rows with a value. */
    long rows();

    Layout layout();

    int retainedBytes();

    static Learner of(Column column) {
        return switch (column.kind()) {
            case NUMBER -> new NumberLearner();
            case CATEGORY -> new CategoryLearner();
            case VECTOR -> new VectorLearner(column.width());
        };
    }
}
