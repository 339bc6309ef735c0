package io.roundhouse.tensorflow;

import io.roundhouse.api.tensor.DataType;
import org.jspecify.annotations.Nullable;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Our types and TensorFlow's. */
final class TensorFlowTypes {
    private TensorFlowTypes() {}

    /** Null where the protocol, or TensorFlow's Java binding, has none. */
    static @Nullable DataType typeOrNull(org.tensorflow.proto.DataType type) {
        return switch (type) {
            case DT_BOOL -> DataType.BOOL;
            case DT_UINT8 -> DataType.UINT8;
            case DT_UINT16 -> DataType.UINT16;
            case DT_INT32 -> DataType.INT32;
            case DT_INT64 -> DataType.INT64;
            case DT_HALF -> DataType.FP16;
            case DT_BFLOAT16 -> DataType.BF16;
            case DT_FLOAT -> DataType.FP32;
            case DT_DOUBLE -> DataType.FP64;
            case DT_STRING -> DataType.BYTES;
            default -> null;
        };
    }

    /** For a type that {@link #typeOrNull} gives. */
    static Class<? extends TType> binding(DataType type) {
        return switch (type) {
            case BOOL -> TBool.class;
            case UINT8 -> TUint8.class;
            case UINT16 -> TUint16.class;
            case INT32 -> TInt32.class;
            case INT64 -> TInt64.class;
            case FP16 -> TFloat16.class;
            case BF16 -> TBfloat16.class;
            case FP32 -> TFloat32.class;
            case FP64 -> TFloat64.class;
            case BYTES -> TString.class;
            case UINT32, UINT64, INT8, INT16 -> throw new IllegalArgumentException(type + " has no binding");
        };
    }
}
