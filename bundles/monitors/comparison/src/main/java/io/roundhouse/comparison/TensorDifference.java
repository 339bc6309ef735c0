package io.roundhouse.comparison;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * How two tensors of one name differ. Made and filled by {@link #of}, then only read.
 *
 * <p>Equal is equal as a number; two NaN are equal, and so are -0.0 and 0.0. A NaN or an infinite number beside another
 * number is {@link #incomparable} and infinitely far away. A row is what the last dimension holds; its label is the
 * place of its greatest element, or where elements are integers or texts, each element is a label.
 */
final class TensorDifference {
    /** Not empty when type or shape differ: then nothing else was compared. */
    String mismatch = "";

    long elements;
    long equalElements;
    long incomparable;
    double absoluteMax;
    double relativeMax;
    long ulpsMax;
    /** Of the row least alike; -1 where rows are no vectors. */
    double cosineDistanceMax = -1;

    int labels;
    int flips;
    /** The element furthest away, or the label that flipped; -1 when all are equal. */
    int worst = -1;

    private final Tensor live;
    private final Tensor watching;
    private final DataType type;
    private final boolean isLabel;
    private final int width;
    private double worstRelative = -1;

    private TensorDifference(Tensor live, Tensor watching, boolean isLabel) {
        this.live = live;
        this.watching = watching;
        this.isLabel = isLabel;
        this.type = live.type();
        Shape shape = live.shape();
        this.width = shape.rank() == 0 ? 1 : (int) Math.max(1, shape.dim(shape.rank() - 1));
    }

    /** @param isLabel whether to look for flips */
    static TensorDifference of(Tensor live, Tensor watching, boolean isLabel) {
        TensorDifference difference = new TensorDifference(live, watching, isLabel);
        difference.compare();
        return difference;
    }

    /** Of an output that only one arm gave. */
    static TensorDifference missing(Tensor there, String mismatch, boolean isLabel) {
        TensorDifference difference = new TensorDifference(there, there, isLabel);
        difference.mismatch(mismatch);
        return difference;
    }

    boolean isEqual() {
        return mismatch.isEmpty() && equalElements == elements;
    }

    /** Whether a row is a vector of its own. */
    private boolean hasVectors() {
        return Labels.isVector(live);
    }

    private void compare() {
        if (type != watching.type() || !live.shape().equals(watching.shape())) {
            mismatch("live " + live + ", watching " + watching);
            return;
        }
        elements = live.shape().elements();
        labels = labelCount();
        if (hasVectors()) {
            cosineDistanceMax = 0;
        }
        ByteBuffer one = live.data();
        ByteBuffer other = watching.data();
        if (one.mismatch(other) < 0) {
            equalElements = elements;
        } else if (type == DataType.BYTES) {
            texts(one, other);
        } else if (Numbers.isFloating(type)) {
            floats(one, other);
        } else {
            integers(one, other);
        }
    }

    private void mismatch(String text) {
        mismatch = text;
        labels = labelCount();
        flips = labels;
        relativeMax = Double.POSITIVE_INFINITY;
        absoluteMax = Double.POSITIVE_INFINITY;
    }

    private int labelCount() {
        if (!isLabel) {
            return 0;
        }
        long count = live.shape().elements();
        return (int) (hasVectors() ? count / width : count);
    }

    private void texts(ByteBuffer one, ByteBuffer other) {
        int a = 0;
        int b = 0;
        for (int i = 0; i < elements; i++) {
            int lengthA = one.getInt(a);
            int lengthB = other.getInt(b);
            boolean same = lengthA == lengthB
                    && one.slice(a + Integer.BYTES, lengthA).mismatch(other.slice(b + Integer.BYTES, lengthB)) < 0;
            element(i, same, 0, 0);
            flip(i, isLabel && !same);
            a += Integer.BYTES + lengthA;
            b += Integer.BYTES + lengthB;
        }
    }

    private void integers(ByteBuffer one, ByteBuffer other) {
        for (int i = 0; i < elements; i++) {
            long a = Numbers.integer(type, one, i);
            long b = Numbers.integer(type, other, i);
            double x = Numbers.asDouble(type, a);
            double y = Numbers.asDouble(type, b);
            double absolute = a == b ? 0 : Math.max(1, Math.abs(x - y)); // large ones may be equal as doubles
            element(i, a == b, absolute, absolute == 0 ? 0 : absolute / Math.max(Math.abs(x), Math.abs(y)));
            flip(i, isLabel && a != b);
        }
    }

    private void floats(ByteBuffer one, ByteBuffer other) {
        boolean vectors = hasVectors();
        for (int from = 0; from < elements; from += width) {
            double dot = 0;
            double normA = 0;
            double normB = 0;
            for (int i = from; i < from + width; i++) {
                double a = type.number(one, i);
                double b = type.number(other, i);
                dot += a * b;
                normA += a * a;
                normB += b * b;
                floats(i, a, b, one, other);
            }
            if (vectors) {
                cosine(dot, normA, normB);
                if (isLabel) {
                    int top = Labels.greatest(type, one, from, width);
                    flip(top, top != Labels.greatest(type, other, from, width));
                }
            }
        }
    }

    private void floats(int index, double a, double b, ByteBuffer one, ByteBuffer other) {
        if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
            equalElements++;
            return;
        }
        double absolute = Math.abs(a - b);
        double relative = absolute / Math.max(Math.abs(a), Math.abs(b));
        if (Double.isNaN(relative)) { // one is NaN, or infinite
            incomparable++;
            absolute = Double.POSITIVE_INFINITY;
            relative = Double.POSITIVE_INFINITY;
        } else {
            ulpsMax = Math.max(ulpsMax, Numbers.ulps(type, one, other, index));
        }
        element(index, false, absolute, relative);
    }

    private void element(int index, boolean same, double absolute, double relative) {
        if (same) {
            equalElements++;
            return;
        }
        absoluteMax = Math.max(absoluteMax, absolute);
        relativeMax = Math.max(relativeMax, relative);
        if (relative > worstRelative && flips == 0) {
            worst = index;
            worstRelative = relative;
        }
    }

    private void flip(int index, boolean flipped) {
        if (flipped) {
            worst = flips == 0 ? index : worst;
            flips++;
        }
    }

    private void cosine(double dot, double normA, double normB) {
        if (!Double.isFinite(dot) || !Double.isFinite(normA) || !Double.isFinite(normB)) {
            return; // counted as incomparable
        }
        double distance;
        if (normA == 0 || normB == 0) {
            distance = normA == normB ? 0 : 1;
        } else {
            distance = 1 - dot / (Math.sqrt(normA) * Math.sqrt(normB));
        }
        cosineDistanceMax = Math.max(cosineDistanceMax, Math.min(2, distance));
    }

    /** The row of the worst element. */
    long worstRow() {
        return worst < 0 ? 0 : hasVectors() ? worst / width : worst;
    }

    String liveText() {
        return Texts.element(live, worst);
    }

    String watchingText() {
        return mismatch.isEmpty() ? Texts.element(watching, worst) : mismatch;
    }
}
