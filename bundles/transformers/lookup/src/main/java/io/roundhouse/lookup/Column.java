package io.roundhouse.lookup;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;

/** One column that the store gives. */
record Column(String name, Type type) {
    enum Type {
        NUMBER,
        TEXT
    }

    boolean isNumber() {
        return type == Type.NUMBER;
    }

    TensorSpec spec() {
        return new TensorSpec(name, isNumber() ? DataType.FP64 : DataType.BYTES, Shape.of(Shape.ANY));
    }
}
