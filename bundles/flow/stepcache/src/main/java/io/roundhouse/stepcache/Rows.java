package io.roundhouse.stepcache;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/** Tensors of bytes that are there already, and whether rows can stand below each other. */
final class Rows {
    private Rows() {}

    static Tensor tensor(DataType type, Shape shape, ByteBuffer content) {
        if (type.isFixedSize()) {
            Tensor tensor = Tensor.allocate(type, shape);
            tensor.data().put(content);
            return tensor;
        }
        return Tensor.of(
                type,
                shape,
                ByteBuffer.allocateDirect(content.remaining()).put(content).flip());
    }

    /** Whether they can stand below each other: of one type, and of one shape but for their rows. */
    static boolean fit(List<Tensor> parts) {
        Tensor first = parts.get(0);
        return parts.stream()
                .allMatch(part -> part.type() == first.type()
                        && part.shape().rank() > 0
                        && part.shape().withRows(1).equals(first.shape().withRows(1)));
    }
}
