package io.roundhouse.drift;

import io.roundhouse.api.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Elements of tensors as numbers and words. Pure. */
final class Elements {
    /** Longer texts are told apart by their beginning and a hash of all. */
    static final int WORD_BYTES_MAX = 48;

    private static final double TWO_TO_64 = 0x1.0p64;

    private Elements() {}

    /** The element as a number; of integers beyond 2^53 one near it. */
    static double number(DataType type, ByteBuffer data, int index) {
        return switch (type) {
            case FP32 -> data.getFloat(index * 4);
            case FP64 -> data.getDouble(index * 8);
            case INT64 -> data.getLong(index * 8);
            case INT32 -> data.getInt(index * 4);
            case INT16 -> data.getShort(index * 2);
            case INT8 -> data.get(index);
            case UINT64 -> unsigned(data.getLong(index * 8));
            case UINT32 -> data.getInt(index * 4) & 0xFFFF_FFFFL;
            case UINT16 -> data.getShort(index * 2) & 0xFFFF;
            case UINT8, BOOL -> data.get(index) & 0xFF;
            case FP16 -> half(data.getShort(index * 2));
            case BF16 -> Float.intBitsToFloat(data.getShort(index * 2) << 16);
            case BYTES -> Double.NaN;
        };
    }

    private static double unsigned(long bits) {
        return bits < 0 ? bits + TWO_TO_64 : bits;
    }

    /** IEEE 754 binary16. */
    private static float half(short bits) {
        int exponent = bits >>> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        float magnitude;
        if (exponent == 0x1F) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1.0p-24f;
        } else {
            magnitude = (0x400 | fraction) * 0x1.0p-25f * (1 << exponent); // 2^(exponent - 15 - 10)
        }
        return bits < 0 ? -magnitude : magnitude;
    }

    /** A text as the name of a category. */
    static String word(ByteBuffer data, int from, int length) {
        byte[] bytes = new byte[Math.min(length, WORD_BYTES_MAX)];
        data.get(from, bytes);
        String word = new String(bytes, StandardCharsets.UTF_8);
        return length <= WORD_BYTES_MAX ? word : word + "\u2026" + Integer.toHexString(hash(data, from, length));
    }

    private static int hash(ByteBuffer data, int from, int length) {
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + data.get(i);
        }
        return hash;
    }
}
