package io.roundhouse.lookup;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import java.nio.DoubleBuffer;
import java.util.List;

/** Reads the key of each row; a missing one is the empty text. One bad key here would fail a whole query there. */
final class Keys {
    static final int BYTES_MAX = 512;

    private static final double WHOLE_MAX = 1L << 53; // beyond it a double is not one whole number

    private final String column;
    private final KeyType type;

    Keys(String column, KeyType type) {
        this.column = column;
        this.type = type;
    }

    TensorSpec spec() {
        DataType data = type == KeyType.NUMBER ? DataType.FP64 : DataType.BYTES;
        return new TensorSpec(column, data, Shape.of(Shape.ANY));
    }

    String[] read(Tensor tensor) {
        return type == KeyType.NUMBER ? numbers(tensor.data().asDoubleBuffer()) : texts(tensor.bytesElements());
    }

    private String[] numbers(DoubleBuffer data) {
        String[] keys = new String[data.remaining()];
        for (int row = 0; row < keys.length; row++) {
            double number = data.get(row);
            if (Double.isNaN(number)) {
                keys[row] = "";
            } else if (Math.rint(number) == number && Math.abs(number) <= WHOLE_MAX) {
                keys[row] = Long.toString((long) number);
            } else {
                throw invalid(row, "is " + number + ", a key is a whole number of at most 2^53");
            }
        }
        return keys;
    }

    private String[] texts(List<byte[]> elements) {
        String[] keys = new String[elements.size()];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = text(elements.get(row), row);
        }
        return keys;
    }

    private String text(byte[] bytes, int row) {
        if (bytes.length > BYTES_MAX) {
            throw invalid(row, "has " + bytes.length + " bytes, a key has at most " + BYTES_MAX);
        }
        String text = Utf8.decode(bytes).orElseThrow(() -> invalid(row, "is not valid UTF-8"));
        if (text.indexOf('\0') >= 0) {
            throw invalid(row, "has the character NUL, a key has none");
        }
        return text;
    }

    private InferenceException invalid(int row, String what) {
        return new InferenceException(ErrorCode.INVALID_INPUT, "'" + column + "': row " + row + " " + what);
    }
}
