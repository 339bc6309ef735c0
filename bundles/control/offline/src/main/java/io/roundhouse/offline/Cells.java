package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import java.util.Arrays;

/**
 * One column of the batch that is being read: a cell for each row, in order. What is put in answers whether it is what the
 * column holds.
 */
abstract sealed class Cells permits NumberCells, TextCells {
    final TensorSpec spec;

    Cells(TensorSpec spec) {
        this.spec = spec;
    }

    static Cells of(TensorSpec spec) {
        if (!isOneValue(spec.shape())) {
            throw new InferenceException(
                    ErrorCode.UNSUPPORTED,
                    "column " + spec + " cannot come from a file, where a cell is one number or one text");
        }
        return switch (spec.type()) {
            case FP64, FP32, INT64, INT32, BOOL -> new NumberCells(spec);
            case BYTES -> new TextCells(spec);
            default ->
                throw new InferenceException(
                        ErrorCode.UNSUPPORTED,
                        "column " + spec + " cannot come from a file; FP64, FP32, INT64, INT32, BOOL and BYTES can");
        };
    }

    /** {@code [rows]}, or {@code [rows, 1]} as models have it. */
    private static boolean isOneValue(Shape shape) {
        for (int i = 1; i < shape.rank(); i++) {
            if (shape.dim(i) != 1) {
                return false;
            }
        }
        return shape.rank() > 0;
    }

    /** Of so many rows. */
    final Shape shape(int rows) {
        long[] dims = new long[spec.shape().rank()];
        Arrays.fill(dims, 1);
        dims[0] = rows;
        return Shape.of(dims);
    }

    /** What is written in the file. */
    abstract boolean text(char[] text, int offset, int length);

    abstract boolean number(double value);

    abstract boolean whole(long value);

    /** A text in UTF-8. */
    abstract boolean bytes(byte[] text);

    /** Nothing is written in the file. */
    abstract boolean missing();

    /** What {@code false} means, for the end of a sentence. */
    abstract String expected();

    /** The rows put in since the last time. */
    abstract Tensor take(int rows);
}
