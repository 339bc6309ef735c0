package io.roundhouse.offline;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Variants.Distance;
import java.nio.ByteBuffer;

/** How far answers to the same rows are apart, over all outputs. One thread. */
final class Distances {
    private boolean comparable = true;
    private double largest;
    private double sum;
    private long elements;
    private double cosine = 1;
    private long flips;
    private long rows;

    /** Takes answers to some rows, by one and by the other. */
    void add(Tensors one, Tensors other) {
        rows += one.rows();
        boolean[] flipped = new boolean[Math.toIntExact(one.rows())];
        for (String name : one.names()) {
            Tensor left = one.get(name);
            Tensor right = other.find(name).orElse(null);
            if (right == null || left.type() != right.type() || !left.shape().equals(right.shape())) {
                comparable = false;
            } else if (left.type() == DataType.BYTES) {
                comparable &= left.data().equals(right.data());
            } else {
                compare(left, right, flipped);
            }
        }
        for (boolean flip : flipped) {
            flips += flip ? 1 : 0;
        }
    }

    private void compare(Tensor left, Tensor right, boolean[] flipped) {
        if (flipped.length == 0) {
            return;
        }
        int width = (int) (left.shape().elements() / flipped.length);
        for (int row = 0; row < flipped.length; row++) {
            flipped[row] |= row(left, right, row * width, width);
        }
    }

    /** Whether the greatest element is another. */
    private boolean row(Tensor left, Tensor right, int from, int width) {
        DataType type = left.type();
        ByteBuffer these = left.data();
        ByteBuffer those = right.data();
        double dot = 0;
        double one = 0;
        double other = 0;
        int greatestLeft = 0;
        int greatestRight = 0;
        double mostLeft = Double.NEGATIVE_INFINITY;
        double mostRight = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < width; i++) {
            double x = type.number(these, from + i);
            double y = type.number(those, from + i);
            if (Double.isFinite(x) && Double.isFinite(y)) {
                double off = Math.abs(x - y);
                largest = Math.max(largest, off);
                sum += off;
                elements++;
                dot += x * y;
                one += x * x;
                other += y * y;
            } else {
                comparable &= Double.compare(x, y) == 0;
            }
            if (x > mostLeft) {
                mostLeft = x;
                greatestLeft = i;
            }
            if (y > mostRight) {
                mostRight = y;
                greatestRight = i;
            }
        }
        if (width > 1) {
            double norm = Math.sqrt(one) * Math.sqrt(other);
            cosine = Math.min(cosine, norm > 0 ? Math.min(1, dot / norm) : one == other ? 1 : 0);
        }
        return greatestLeft != greatestRight;
    }

    Distance result() {
        return new Distance(comparable, largest, elements == 0 ? 0 : sum / elements, cosine, flips, rows);
    }
}
