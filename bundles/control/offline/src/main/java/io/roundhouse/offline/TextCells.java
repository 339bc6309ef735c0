package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Texts, collected as the tensor has them: a length and its bytes. */
final class TextCells extends Cells {
    private static final int FIRST_BYTES = 16 * 1024;
    private static final int LARGE_BYTES = 4 << 20; // a few of them wait between reader and steps

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    TextCells(TensorSpec spec) {
        super(spec);
    }

    boolean isLarge() {
        return size > LARGE_BYTES;
    }

    @Override
    boolean text(char[] text, int offset, int length) {
        reserve(length);
        int at = size + Integer.BYTES;
        for (int i = offset; i < offset + length; i++) {
            char c = text[i];
            if (c >= 0x80) {
                return bytes(new String(text, offset, length).getBytes(UTF_8));
            }
            bytes[at++] = (byte) c;
        }
        length(length);
        size = at;
        return true;
    }

    @Override
    boolean bytes(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, bytes, size + Integer.BYTES, text.length);
        length(text.length);
        size += Integer.BYTES + text.length;
        return true;
    }

    private void reserve(int length) {
        int needed = Math.addExact(size, length + Integer.BYTES);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }

    private void length(int length) {
        bytes[size] = (byte) length;
        bytes[size + 1] = (byte) (length >> 8);
        bytes[size + 2] = (byte) (length >> 16);
        bytes[size + 3] = (byte) (length >> 24);
    }

    /** A number where a text is read: as it would be written. */
    @Override
    boolean number(double value) {
        return bytes(Decimals.text(value).getBytes(UTF_8));
    }

    @Override
    boolean whole(long value) {
        return bytes(Long.toString(value).getBytes(UTF_8));
    }

    @Override
    boolean missing() {
        return text(new char[0], 0, 0);
    }

    @Override
    String expected() {
        return "expected is a text";
    }

    @Override
    Tensor take(int rows) {
        ByteBuffer data = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
        data.put(bytes, 0, size).flip();
        size = 0;
        return Tensor.of(DataType.BYTES, shape(rows), data);
    }
}
