package io.roundhouse.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Into what the values of a column are sorted: fixed before anything is counted, so that counting is fair. Immutable. */
sealed interface Layout permits NumberLayout, CategoryLayout, VectorLayout {
    /** Counts nothing yet. */
    Counts begin();

    /** Counts nothing yet, for a reference: with more of what is needed to judge by. */
    Counts beginReference();

    int retainedBytes();

    void write(DataOutput out) throws IOException;

    /** What {@link #write} wrote of a column. */
    static Layout read(Column column, DataInput in) throws IOException {
        return switch (column.kind()) {
            case NUMBER -> NumberLayout.read(in);
            case CATEGORY -> CategoryLayout.read(in);
            case VECTOR -> new VectorLayout(column.width(), in.readDouble());
        };
    }
}
