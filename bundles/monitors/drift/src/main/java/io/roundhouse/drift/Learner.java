package io.roundhouse.drift;

import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

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

    void write(DataOutput out) throws IOException;

    /** What {@link #write} wrote of such a column, into one that has seen nothing. */
    void read(DataInput in) throws IOException;

    static Learner of(Column column) {
        return switch (column.kind()) {
            case NUMBER -> new NumberLearner();
            case CATEGORY -> new CategoryLearner();
            case VECTOR -> new VectorLearner(column.width());
        };
    }
}
