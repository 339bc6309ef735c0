package io.roundhouse.validate;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;

/** A column of numbers with some values replaced; the column it is made from stays as it is. */
final class NumberEdit {
    private final Tensor made;
    private final ByteBuffer data;

    NumberEdit(Tensor column) {
        made = Tensor.allocate(DataType.FP64, column.shape());
        data = made.data();
        data.put(0, column.data(), 0, column.byteSize());
    }

    void set(int row, double value) {
        data.putDouble(row * Double.BYTES, value);
    }

    Tensor made() {
        return made;
    }
}
