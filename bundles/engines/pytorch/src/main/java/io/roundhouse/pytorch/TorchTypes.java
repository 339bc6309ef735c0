package io.roundhouse.pytorch;

import io.roundhouse.api.tensor.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers that DJL's native library gives to types. */
final class TorchTypes {
    /** Those it can pass in memory. */
    static final List<DataType> KNOWN = List.of( // a type's number is its place
            DataType.FP32,
            DataType.FP64,
            DataType.FP16,
            DataType.UINT8,
            DataType.INT32,
            DataType.INT8,
            DataType.INT64,
            DataType.BOOL);

    private TorchTypes() {}

    static boolean isKnown(DataType type) {
        return KNOWN.contains(type);
    }

    static int number(DataType type) {
        return KNOWN.indexOf(type);
    }

    static @Nullable DataType typeOrNull(int number) {
        return number >= 0 && number < KNOWN.size() ? KNOWN.get(number) : null;
    }
}
