package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import java.nio.ByteBuffer;

/** Numbers, written where the tensor has them. */
final class NumberCells extends Cells {
    private static final double WHOLE_MAX = 1L << 53; // from there on a double does not tell neighbours apart

    private final DataType type;
    private Tensor tensor;
    private ByteBuffer data;

    NumberCells(TensorSpec spec) {
        super(spec);
        type = spec.type();
        tensor = Tensor.allocate(type, shape(RowsReader.BATCH));
        data = tensor.data();
    }

    @Override
    boolean text(char[] text, int offset, int length) {
        try {
            return number(Numbers.parse(text, offset, length));
        } catch (NumberFormatException e) {
            return type == DataType.BOOL && flag(new String(text, offset, length));
        }
    }

    private boolean flag(String text) {
        boolean yes = "true".equalsIgnoreCase(text);
        return (yes || "false".equalsIgnoreCase(text)) && number(yes ? 1 : 0);
    }

    @Override
    boolean number(double value) {
        switch (type) {
            case FP64 -> data.putDouble(value);
            case FP32 -> data.putFloat((float) value);
            case INT64 -> {
                if (Math.rint(value) != value || Math.abs(value) > WHOLE_MAX) {
                    return false;
                }
                data.putLong((long) value);
            }
            case INT32 -> {
                if ((int) value != value) { // NaN neither
                    return false;
                }
                data.putInt((int) value);
            }
            default -> {
                if (value != 0 && value != 1) { // NaN is neither
                    return false;
                }
                data.put((byte) value);
            }
        }
        return true;
    }

    @Override
    boolean whole(long value) {
        if (type == DataType.INT64) {
            data.putLong(value);
            return true;
        }
        return number((double) value); // what a double cannot hold is rounded, as anywhere else
    }

    @Override
    boolean bytes(byte[] text) {
        char[] chars = new String(text, UTF_8).toCharArray();
        return text(chars, 0, chars.length);
    }

    @Override
    boolean missing() {
        return number(Double.NaN);
    }

    @Override
    String expected() {
        return switch (type) {
            case FP64, FP32 -> "expected is a number like 12.5, or nothing where it is missing";
            case BOOL -> "expected is true or false, 1 or 0";
            default -> "expected is a whole number";
        };
    }

    @Override
    Tensor take(int rows) {
        Tensor full = tensor.rows(0, rows);
        tensor = Tensor.allocate(type, shape(RowsReader.BATCH));
        data = tensor.data();
        return full;
    }
}
