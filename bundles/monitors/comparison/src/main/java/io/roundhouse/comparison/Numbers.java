package io.roundhouse.comparison;

import io.roundhouse.api.tensor.DataType;
import java.nio.ByteBuffer;

/** Elements of tensors as numbers that Java can compare. Pure. */
final class Numbers {
    private static final double TWO_TO_64 = 0x1.0p64;

    private Numbers() {}

    static boolean isFloating(DataType type) {
        return type == DataType.FP32 || type == DataType.FP64 || type == DataType.FP16 || type == DataType.BF16;
    }

    /** The element of an integer type or BOOL; the bits of UINT64. */
    static long integer(DataType type, ByteBuffer data, int index) {
        return switch (type) {
            case BOOL, UINT8 -> data.get(index) & 0xFF;
            case INT8 -> data.get(index);
            case UINT16 -> data.getShort(index * 2) & 0xFFFF;
            case INT16 -> data.getShort(index * 2);
            case UINT32 -> data.getInt(index * 4) & 0xFFFF_FFFFL;
            case INT32 -> data.getInt(index * 4);
            case INT64, UINT64 -> data.getLong(index * 8);
            default -> throw new IllegalArgumentException(type + " is not an integer");
        };
    }

    /** What {@link #integer} gave, as a number near it. */
    static double asDouble(DataType type, long integer) {
        return type == DataType.UINT64 && integer < 0 ? integer + TWO_TO_64 : integer;
    }

    /**
     * How many representable numbers of the type lie from one element to the other: 0 for equal ones, -0.0 and 0.0
     * among them. Infinite is next to the greatest. Neither may be NaN.
     */
    static long ulps(DataType type, ByteBuffer one, ByteBuffer other, int index) {
        long a = position(type, one, index);
        long b = position(type, other, index);
        long distance = a - b;
        boolean overflows = ((a ^ b) & (a ^ distance)) < 0;
        return overflows ? Long.MAX_VALUE : Math.abs(distance);
    }

    /** The place of a number in the order of all numbers of its type; 0 is at 0. */
    private static long position(DataType type, ByteBuffer data, int index) {
        return switch (type) {
            case FP32 -> position(data.getInt(index * 4), Integer.MIN_VALUE);
            case FP64 -> position(data.getLong(index * 8), Long.MIN_VALUE);
            case FP16, BF16 -> position(data.getShort(index * 2), Short.MIN_VALUE);
            default -> throw new IllegalArgumentException(type + " is not floating");
        };
    }

    private static long position(long bits, long sign) {
        return bits < 0 ? sign - bits : bits;
    }
}
