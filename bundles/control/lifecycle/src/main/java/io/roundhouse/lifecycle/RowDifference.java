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
        for (int i = 0; i < a.limit() / alone.type().byteSize(); i++) {
            double x = alone.type().number(a, i);
            double y = alone.type().number(b, i);
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
}
