package io.roundhouse.validate;

import java.nio.ByteBuffer;

/** UTF-8 read strictly where it lies, without a text being made of it. */
final class Utf8 {
    private static final long ASCII = 0x8080808080808080L;

    private Utf8() {}

    /** The characters of an element, or -1 when it is not valid UTF-8. */
    static int characters(ByteBuffer data, int at, int length) {
        int end = at + length;
        int next = at;
        while (next + Long.BYTES <= end && (data.getLong(next) & ASCII) == 0) {
            next += Long.BYTES;
        }
        int characters = next - at;
        while (next < end) {
            int bytes = length(data, next, end);
            if (bytes == 0) {
                return -1;
            }
            next += bytes;
            characters++;
        }
        return characters;
    }

    /** The bytes of the character that begins there; 0 when none does. */
    static int length(ByteBuffer data, int at, int end) {
        int first = data.get(at);
        if (first >= 0) {
            return 1;
        }
        int left = end - at;
        int second = left > 1 ? data.get(at + 1) : 0;
        if (first >= (byte) 0xC2 && first <= (byte) 0xDF) {
            return follows(second) ? 2 : 0;
        }
        if (first >= (byte) 0xE0 && first <= (byte) 0xEF) {
            boolean overlong = first == (byte) 0xE0 && (second & 0x20) == 0;
            boolean surrogate = first == (byte) 0xED && (second & 0x20) != 0;
            return left > 2 && follows(second) && follows(data.get(at + 2)) && !overlong && !surrogate ? 3 : 0;
        }
        if (first >= (byte) 0xF0 && first <= (byte) 0xF4) {
            boolean overlong = first == (byte) 0xF0 && (second & 0x30) == 0;
            boolean beyond = first == (byte) 0xF4 && (second & 0x30) != 0;
            boolean whole = left > 3 && follows(second) && follows(data.get(at + 2)) && follows(data.get(at + 3));
            return whole && !overlong && !beyond ? 4 : 0;
        }
        return 0;
    }

    static int length(byte[] value, int at) {
        return length(ByteBuffer.wrap(value), at, value.length);
    }

    /** The character of so many bytes that begins there. */
    static int decode(ByteBuffer data, int at, int length) {
        int first = data.get(at);
        return switch (length) {
            case 1 -> first;
            case 2 -> ((first & 0x1F) << 6) | rest(data, at + 1);
            case 3 -> ((first & 0x0F) << 12) | (rest(data, at + 1) << 6) | rest(data, at + 2);
            default ->
                ((first & 0x07) << 18) | (rest(data, at + 1) << 12) | (rest(data, at + 2) << 6) | rest(data, at + 3);
        };
    }

    private static int rest(ByteBuffer data, int at) {
        return data.get(at) & 0x3F;
    }

    private static boolean follows(int continuation) {
        return (continuation & 0xC0) == 0x80;
    }
}
