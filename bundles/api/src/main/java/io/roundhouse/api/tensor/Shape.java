package io.roundhouse.api.tensor;

import java.util.Arrays;

/**
 * The dimensions of a tensor, row-major. In a {@link TensorSpec} a dimension of {@link #ANY} fits every size; the shape
 * of a {@link Tensor} is always {@linkplain #isConcrete() concrete}.
 */
public final class Shape {
    /** A dimension that fits every size, -1 as in the protocol. */
    public static final long ANY = -1;

    /** The most dimensions a shape may have. */
    public static final int RANK_MAX = 16;

    private final long[] dims;

    private Shape(long[] dims) {
        this.dims = dims;
    }

    /**
     * A shape of these dimensions; without any, a scalar.
     *
     * @throws IllegalArgumentException a dimension is below -1, or there are more than {@link #RANK_MAX}
     */
    public static Shape of(long... dims) {
        if (dims.length > RANK_MAX) {
            throw new IllegalArgumentException("shape has " + dims.length + " dimensions, at most " + RANK_MAX);
        }
        for (long dim : dims) {
            if (dim < ANY) {
                throw new IllegalArgumentException("dimension " + dim + " in shape " + Arrays.toString(dims)
                        + " must be 0 or more, or -1 for any size");
            }
        }
        return new Shape(dims.clone());
    }

    public int rank() {
        return dims.length;
    }

    /** The size of dimension {@code index}, counted from 0. */
    public long dim(int index) {
        return dims[index];
    }

    /** A copy of the dimensions. */
    public long[] toArray() {
        return dims.clone();
    }

    /** The rows: dimension 0, or 1 for a scalar. */
    public long rows() {
        return dims.length == 0 ? 1 : dims[0];
    }

    /** The same shape with that many rows. */
    public Shape withRows(long rows) {
        long[] copy = dims.clone();
        copy[0] = rows;
        return of(copy);
    }

    /** Whether no dimension is {@link #ANY}. */
    public boolean isConcrete() {
        for (long dim : dims) {
            if (dim == ANY) {
                return false;
            }
        }
        return true;
    }

    /**
     * The number of elements.
     *
     * @throws ArithmeticException the product does not fit a {@code long}, or the shape is not concrete
     */
    public long elements() {
        long product = 1;
        for (long dim : dims) {
            if (dim == ANY) {
                throw new ArithmeticException("shape " + this + " has no definite number of elements");
            }
            product = Math.multiplyExact(product, dim);
        }
        return product;
    }

    /** Whether {@code concrete} has the same rank and the same size in every dimension that is not {@link #ANY}. */
    public boolean accepts(Shape concrete) {
        if (concrete.dims.length != dims.length) {
            return false;
        }
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] != ANY && dims[i] != concrete.dims[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the dimensions after the rows are the same, so that two tensors may lie in one batch. */
    public boolean sameRowAs(Shape other) {
        return dims.length == other.dims.length
                && dims.length > 0
                && Arrays.equals(dims, 1, dims.length, other.dims, 1, dims.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** As in the protocol: {@code [2,-1]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < dims.length; i++) {
            text.append(i == 0 ? "" : ",").append(dims[i]);
        }
        return text.append(']').toString();
    }
}
