package io.roundhouse.validate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A set of texts, asked for with bytes where they lie: two words, the length and a table of at most half its places used. */
final class Categories {
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final byte[][] values; // by place; an empty array where there is none
    private final int mask;

    Categories(List<String> texts) {
        mask = Math.max(4, Integer.highestOneBit(texts.size()) * 4) - 1;
        values = new byte[mask + 1][0];
        for (String text : texts) {
            byte[] value = text.getBytes(StandardCharsets.UTF_8);
            int place = place(ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN), 0, value.length);
            while (values[place].length > 0) {
                place = (place + 1) & mask;
            }
            values[place] = value;
        }
    }

    /** Whether that element, which is not empty, is one of them. */
    boolean has(ByteBuffer data, int at, int length) {
        int place = place(data, at, length);
        while (values[place].length > 0) {
            if (isSame(values[place], data, at, length)) {
                return true;
            }
            place = (place + 1) & mask;
        }
        return false;
    }

    /** Collisions can be made, but with the categories of the settings and not with what clients send. */
    private int place(ByteBuffer data, int at, int length) {
        long word = length >= Integer.BYTES
                ? (data.getInt(at) * MIX) ^ data.getInt(at + length - Integer.BYTES)
                : (data.get(at) * MIX) ^ data.get(at + length - 1);
        return (int) (((word ^ length) * MIX) >>> 40) & mask;
    }

    private static boolean isSame(byte[] value, ByteBuffer data, int at, int length) {
        if (value.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (value[i] != data.get(at + i)) {
                return false;
            }
        }
        return true;
    }
}
