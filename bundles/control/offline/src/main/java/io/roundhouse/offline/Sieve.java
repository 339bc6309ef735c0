package io.roundhouse.offline;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws one row in five, by its number: files are sorted by time or by class, and what is drawn is to be like all of it. The
 * same rows each time. Pure.
 */
final class Sieve {
    private static final int PART = 5;

    private Sieve() {}

    /**
     * The rows that are drawn, or the others.
     *
     * @param batch columns of one value a row
     * @param from the number of its first row
     */
    static Tensors pick(Tensors batch, long from, boolean drawn) {
        int[] rows = new int[(int) batch.rows()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            if (isDrawn(from + row) == drawn) {
                rows[count++] = row;
            }
        }
        List<Tensor> picked = new ArrayList<>(batch.size());
        for (Tensor column : batch.values()) {
            picked.add(column.type() == DataType.BYTES ? texts(column, rows, count) : fixed(column, rows, count));
        }
        return Tensors.of(batch.names(), picked);
    }

    private static boolean isDrawn(long row) {
        long hash = row * 0x9E3779B97F4A7C15L; // mixed as SplitMix does: no rhythm of the file is hit
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return Long.remainderUnsigned(hash ^ (hash >>> 31), PART) == 0;
    }

    private static Tensor fixed(Tensor column, int[] rows, int count) {
        Tensor picked = Tensor.allocate(column.type(), Shape.of(count));
        ByteBuffer from = column.data();
        ByteBuffer to = picked.data();
        int size = column.type().byteSize();
        for (int i = 0; i < count; i++) {
            to.put(i * size, from, rows[i] * size, size);
        }
        return picked;
    }

    private static Tensor texts(Tensor column, int[] rows, int count) {
        List<byte[]> all = column.bytesElements();
        List<byte[]> picked = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            picked.add(all.get(rows[i]));
        }
        return Tensor.ofBytes(Shape.of(count), picked);
    }
}
