package io.roundhouse.stepcache;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/** Tensors of bytes that are there already, and of others' rows one below the other. */
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

    /** All rows of {@code parts}, which fit, in their order. */
    static Tensor stacked(List<Tensor> parts) {
        Tensor first = parts.get(0);
        long rows = parts.stream().mapToLong(part -> part.shape().rows()).sum();
        Shape shape = first.shape().withRows(rows);
        if (first.type().isFixedSize()) {
            Tensor all = Tensor.allocate(first.type(), shape);
            ByteBuffer to = all.data();
            parts.forEach(part -> to.put(part.data()));
            return all;
        }
        int size = parts.stream().mapToInt(Tensor::byteSize).reduce(0, Math::addExact);
        ByteBuffer to = ByteBuffer.allocateDirect(size);
        parts.forEach(part -> to.put(part.data()));
        return Tensor.of(first.type(), shape, to.flip());
    }
}
