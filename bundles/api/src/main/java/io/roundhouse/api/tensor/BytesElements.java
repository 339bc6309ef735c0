package io.roundhouse.api.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The layout of {@link DataType#BYTES}: each element a 4-byte little-endian length, then so many bytes. */
final class BytesElements {
    private BytesElements() {}

    static ByteBuffer encode(List<byte[]> elements) {
        long size = 0;
        for (byte[] element : elements) {
            size += Integer.BYTES + (long) element.length;
        }
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("BYTES elements need " + size + " bytes, more than 2 GiB");
        }
        ByteBuffer data = Slab.allocate((int) size);
        for (byte[] element : elements) {
            data.putInt(element.length).put(element);
        }
        return data.flip();
    }

    static List<byte[]> decode(ByteBuffer data) {
        List<byte[]> elements = new ArrayList<>();
        while (data.hasRemaining()) {
            byte[] element = new byte[data.getInt()];
            data.get(element);
            elements.add(element);
        }
        return elements;
    }

    /** The offset behind {@code count} elements that begin at {@code offset}. */
    static int skip(ByteBuffer data, int offset, long count) {
        int at = offset;
        for (long i = 0; i < count; i++) {
            at += Integer.BYTES + data.getInt(at);
        }
        return at;
    }

    static void check(Shape shape, ByteBuffer content) {
        ByteBuffer data = content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long expected;
        try {
            expected = shape.elements();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("BYTES of shape " + shape + " has no definite number of elements", e);
        }
        long found = 0;
        while (data.hasRemaining()) {
            if (data.remaining() < Integer.BYTES) {
                throw new IllegalArgumentException(
                        "BYTES element " + found + " has an incomplete length: " + data.remaining() + " of 4 bytes");
            }
            int length = data.getInt();
            if (length < 0 || length > data.remaining()) {
                throw new IllegalArgumentException("BYTES element " + found + " has length "
                        + Integer.toUnsignedString(length) + ", but " + data.remaining() + " bytes are left");
            }
            data.position(data.position() + length);
            found++;
        }
        if (found != expected) {
            throw new IllegalArgumentException(
                    "BYTES of shape " + shape + " needs " + expected + " elements, got " + found);
        }
    }
}
