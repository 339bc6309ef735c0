package io.roundhouse.validate;

import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;

/** Goes through a column row by row, for what looks at several columns at once. */
final class Cursor {
    private final ByteBuffer data;
    private final Type type;
    private int at;

    Cursor(Tensor column, Type type) {
        data = column.data();
        this.type = type;
    }

    /** The next number or date in milliseconds, 0 for a text; NaN when it is missing or no date. */
    double next() {
        if (type == Type.NUMBER) {
            double value = data.getDouble(at);
            at += Double.BYTES;
            return value;
        }
        int length = data.getInt(at);
        int start = at + Integer.BYTES;
        at = start + length;
        if (type == Type.TEXT) {
            return length == 0 ? Double.NaN : 0;
        }
        return IsoDate.millis(data, start, length);
    }
}
