package io.roundhouse.answers;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;

/**
 * A box found in a row.
 *
 * @param box its numbers, as many for each
 * @param kind its class; 0 where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Finding(int row, float[] box, float score, int kind) {
    /** The boxes of all as one column; {@code perBox} says how the numbers of one lie. */
    static Tensor boxes(List<Finding> all, long... perBox) {
        long[] dims = new long[perBox.length + 1];
        dims[0] = all.size();
        System.arraycopy(perBox, 0, dims, 1, perBox.length);
        Tensor made = Tensor.allocate(DataType.FP32, Shape.of(dims));
        FloatBuffer data = made.data().asFloatBuffer();
        all.forEach(found -> data.put(found.box));
        return made;
    }

    static Tensor scores(List<Finding> all) {
        Tensor made = Tensor.allocate(DataType.FP32, Shape.of(all.size()));
        FloatBuffer data = made.data().asFloatBuffer();
        all.forEach(found -> data.put(found.score));
        return made;
    }

    static Tensor rows(List<Finding> all) {
        Tensor made = Tensor.allocate(DataType.INT64, Shape.of(all.size()));
        LongBuffer data = made.data().asLongBuffer();
        all.forEach(found -> data.put(found.row));
        return made;
    }
}
