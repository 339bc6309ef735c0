package io.roundhouse.drift;

import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What was seen of a column in some time, within a fixed {@link Layout}: counts, which add up exactly over panes and nodes,
 * and sketches beside them for what only a person looks at. Not for two threads at once.
 */
abstract sealed class Counts permits NumberCounts, CategoryCounts, VectorCounts {
    final Weight weight = new Weight();

    /** Takes all rows of one request. */
    abstract void add(Tensor tensor);

    /** Takes over what another of the same layout has seen. */
    abstract void merge(Counts other);

    void write(DataOutput out) throws IOException {
        weight.write(out);
    }

    void read(DataInput in) throws IOException {
        weight.read(in);
    }

    /** What is to be known of it all, immutable. */
    abstract Summary summary();

    /** About what it holds in memory. */
    abstract int retainedBytes();

    /** How many follow, of at most so many. */
    static int readCount(DataInput in, int max) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > max) {
            throw new IOException("a part of " + count + ", at most " + max);
        }
        return count;
    }
}
