package io.roundhouse.api.tensor;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The element types of the Open Inference Protocol, and BF16. The constant's name is the protocol's name. */
public enum DataType {
    /** One byte, 0 or 1. */
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    /** IEEE 754 binary16. */
    FP16(2),
    /** bfloat16: the upper half of a binary32. */
    BF16(2),
    FP32(4),
    FP64(8),
    /** Byte strings; each element is a 4-byte little-endian length and then so many bytes. */
    BYTES(0);

    private static final double TWO_TO_64 = 0x1.0p64;

    private final int byteSize;

    DataType(int byteSize) {
        this.byteSize = byteSize;
    }

    /** Bytes of one element; 0 for {@link #BYTES}, whose elements differ in length. */
    public int byteSize() {
        return byteSize;
    }

    /** Whether every element has the same size. */
    public boolean isFixedSize() {
        return byteSize > 0;
    }

    /**
     * An element as a number; of integers beyond 2^53 one near it, and NaN of {@link #BYTES}. Moves no position.
     *
     * @param data of a tensor, little-endian
     * @param index of the element, in elements
     */
    public double number(ByteBuffer data, int index) {
        return switch (this) {
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

    /** Java 17 has no method for it. */
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

    /** The type of that protocol name, if there is one. */
    public static Optional<DataType> find(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
