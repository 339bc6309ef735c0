package io.roundhouse.stepcache;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step wrote for some rows, and what it flagged; copied, so that it keeps no more memory than it says. */
record Kept(List<String> names, List<Column> columns, List<String> flags, int weight) {
    /** About what an entry takes beside its content. */
    private static final int ENTRY_BYTES = 256;

    private static final int COLUMN_BYTES = 128;

    static Kept of(Tensors written, List<String> flags) {
        long weight = ENTRY_BYTES + (long) written.size() * COLUMN_BYTES + written.byteSize();
        for (String flag : flags) {
            weight += 2L * flag.length();
        }
        List<Column> columns = written.values().stream().map(Column::of).toList();
        return new Kept(written.names(), columns, List.copyOf(flags), (int) Math.min(Integer.MAX_VALUE, weight));
    }

    Tensors tensors() {
        return Tensors.of(names, columns.stream().map(Column::tensor).toList());
    }

    /** A small tensor as bytes of the heap, as tensors of few bytes keep a slab of many; a large one as it is. */
    record Column(
            DataType type,
            Shape shape,
            ByteBuffer small,
            @Nullable Tensor large) {
        private static final int SMALL_BYTES = 8 * 1024;

        static Column of(Tensor tensor) {
            ByteBuffer content = tensor.data();
            if (content.remaining() <= SMALL_BYTES) {
                ByteBuffer small = ByteBuffer.allocate(content.remaining());
                return new Column(
                        tensor.type(), tensor.shape(), small.put(content).flip(), null);
            }
            ByteBuffer copy = ByteBuffer.allocateDirect(content.remaining()).put(content);
            Tensor large = Tensor.of(tensor.type(), tensor.shape(), copy.flip());
            return new Column(tensor.type(), tensor.shape(), ByteBuffer.allocate(0), large);
        }

        Tensor tensor() {
            return large == null ? Rows.tensor(type, shape, small.duplicate()) : large;
        }
    }
}
