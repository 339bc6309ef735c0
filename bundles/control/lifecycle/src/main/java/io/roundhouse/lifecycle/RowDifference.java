package io.roundhouse.lifecycle;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Locale;

/** How far rows of one output are from themselves. One thread. */
final class RowDifference {
    private final String output;
    private boolean same = true;
    private boolean comparable = true;
    private double cosine = 1;
    private double largest;

    RowDifference(String output) {
        this.output = output;
    }

    /** Takes one row, as it was answered alone and in a batch. */
    void add(Tensor alone, Tensor among) {
        boolean alike = alone.type() == among.type() && alone.shape().equals(among.shape());
        if (alike && alone.data().equals(among.data())) {
            return;
        }
        same = false;
        if (!alike || alone.type() == DataType.BYTES) {
            comparable = false;
            return;
        }
        double dot = 0;
        double left = 0;
        double right = 0;
        ByteBuffer a = alone.data();
        ByteBuffer b = among.data();
        for (int at = 0; at < a.limit(); at += alone.type().byteSize()) {
            double x = number(alone.type(), a, at);
            double y = number(alone.type(), b, at);
            if (Double.isFinite(x) && Double.isFinite(y)) {
                dot += x * y;
                left += x * x;
                right += y * y;
                largest = Math.max(largest, Math.abs(x - y));
            } else {
                comparable &= Double.compare(x, y) == 0;
            }
        }
        double norm = Math.sqrt(left) * Math.sqrt(right);
        cosine = Math.min(cosine, norm > 0 ? dot / norm : left == right ? 1 : 0);
    }

    boolean isSame() {
        return same;
    }

    /** The least cosine of a row; 1 while all are the same. */
    double cosine() {
        return cosine;
    }

    /** The greatest difference of an element. */
    double largest() {
        return largest;
    }

    /** {@code 'y' by up to 0.0312 (cosine 0.993412)}. */
    @Override
    public String toString() {
        return '\''
                + output
                + '\''
                + (comparable
                        ? String.format(Locale.ROOT, " by up to %.3g (cosine %.6f)", largest, cosine)
                        : " by more than a number");
    }

    private static double number(DataType type, ByteBuffer data, int at) {
        return switch (type) {
            case BOOL, INT8 -> data.get(at);
            case UINT8 -> data.get(at) & 0xFF;
            case INT16 -> data.getShort(at);
            case UINT16 -> data.getShort(at) & 0xFFFF;
            case INT32 -> data.getInt(at);
            case UINT32 -> data.getInt(at) & 0xFFFF_FFFFL;
            case INT64, UINT64 -> data.getLong(at);
            case FP16 -> half(data.getShort(at));
            case BF16 -> Float.intBitsToFloat(data.getShort(at) << 16);
            case FP32 -> data.getFloat(at);
            case FP64 -> data.getDouble(at);
            case BYTES -> Double.NaN;
        };
    }

    /** IEEE 754 binary16; Java 17 has no method for it. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        double size =
                switch (exponent) {
                    case 0 -> Math.scalb((double) fraction, -24);
                    case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                    default -> Math.scalb((double) (fraction + 1024), exponent - 25);
                };
        return bits < 0 ? -size : size;
    }
}
