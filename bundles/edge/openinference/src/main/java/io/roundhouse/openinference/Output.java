package io.roundhouse.openinference;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of an answer, growing to a limit. */
final class Output extends OutputStream {
    private final int max;
    private byte[] bytes;
    private int length;

    /** Begins in {@code first}, and leaves it when it is full. */
    Output(byte[] first, int max) {
        this.bytes = first;
        this.max = max;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    void write(ByteBuffer from) {
        int count = from.remaining();
        reserve(count);
        from.get(bytes, length, count);
        length += count;
    }

    private void reserve(int count) {
        long needed = (long) length + count;
        if (needed > max) {
            throw Refusal.tooLarge("the answer has more than " + max + " bytes; ask for fewer rows or outputs");
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, 2L * bytes.length), max));
        }
    }
}
