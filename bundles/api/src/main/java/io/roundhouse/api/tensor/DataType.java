package io.roundhouse.api.tensor;

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

    /** The type of that protocol name, if there is one. */
    public static Optional<DataType> find(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
