package io.roundhouse.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** One line as it is made, of a length that has an end. One thread. */
final class LineBuffer extends OutputStream {
    private static final int KEPT_MAX = 1 << 20; // what a single large line needed is not held for ever

    private final int lengthMax;
    private byte[] bytes = new byte[4_096];
    private int length;

    LineBuffer(int lengthMax) {
        this.lengthMax = lengthMax;
    }

    /** The line would be longer than it may be. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("the line is too long");
        }
    }

    void clear() {
        length = 0;
        if (bytes.length > KEPT_MAX) {
            bytes = new byte[4_096];
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    @Override
    public void write(int one) throws IOException {
        reserve(1);
        bytes[length++] = (byte) one;
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
        reserve(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    private void reserve(int count) throws IOException {
        if (count > lengthMax - length) {
            throw new TooLong();
        }
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.min(lengthMax, Math.max(2 * bytes.length, length + count)));
        }
    }
}
