package io.roundhouse.api.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Elements of one type in one shape, row-major in a little-endian direct buffer; {@link DataType#BYTES} elements lie
 * one after the other, each a 4-byte length and its bytes, as on the wire.
 *
 * <p>A tensor is filled by the one who {@linkplain #allocate allocates} it, before anybody else sees it, and is only
 * read afterwards; then any number of threads may read it. Its memory belongs to the garbage collector: nobody frees
 * it, and it may be kept as long as wanted. Small tensors share a slab, so a small one kept for long keeps up to 64 KiB.
 */
public final class Tensor {
    private final DataType type;
    private final Shape shape;
    private final ByteBuffer data;

    private Tensor(DataType type, Shape shape, ByteBuffer data) {
        this.type = type;
        this.shape = shape;
        this.data = data;
    }

    /**
     * A tensor of a fixed-size type, filled with zeros, to be filled through {@link #data()}.
     *
     * @throws IllegalArgumentException the type is {@link DataType#BYTES}, the shape is not concrete, or it needs more
     *     than 2 GiB; nothing has been allocated then
     */
    public static Tensor allocate(DataType type, Shape shape) {
        return new Tensor(type, shape, Slab.allocate((int) byteSize(type, shape)));
    }

    /**
     * A tensor over bytes that are there already, from position to limit, without a copy. The buffer is the tensor's
     * from now on.
     *
     * @param data little-endian content; must be direct
     * @throws IllegalArgumentException the buffer is not direct, its size does not fit the shape, or the elements of a
     *     {@link DataType#BYTES} tensor are malformed
     */
    public static Tensor of(DataType type, Shape shape, ByteBuffer data) {
        if (!data.isDirect()) {
            throw new IllegalArgumentException("a tensor needs a direct buffer");
        }
        ByteBuffer own = data.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (type.isFixedSize()) {
            long expected = byteSize(type, shape);
            if (own.remaining() != expected) {
                throw new IllegalArgumentException(
                        type + " of shape " + shape + " needs " + expected + " bytes, got " + own.remaining());
            }
        } else {
            BytesElements.check(shape, own);
        }
        return new Tensor(type, shape, own);
    }

    /** No row of what a spec tells; dimensions of any size are 0 too. */
    public static Tensor noRows(TensorSpec spec) {
        long[] dims = spec.shape().toArray();
        for (int i = 0; i < dims.length; i++) {
            dims[i] = i == 0 || dims[i] == Shape.ANY ? 0 : dims[i];
        }
        Shape shape = Shape.of(dims);
        return spec.type() == DataType.BYTES ? ofBytes(shape, List.of()) : allocate(spec.type(), shape);
    }

    /**
     * All rows of these, one tensor below the other; copies.
     *
     * @param parts at least one, all of one type, and of one shape but for their rows
     * @throws IllegalArgumentException they need more than 2 GiB
     */
    public static Tensor stacked(List<Tensor> parts) {
        long rows = 0;
        long size = 0;
        for (Tensor part : parts) {
            rows += part.shape.rows();
            size += part.byteSize();
        }
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(parts.size() + " tensors together need more than 2 GiB");
        }
        Tensor first = parts.get(0);
        Shape shape = first.shape.withRows(rows);
        ByteBuffer all = first.type.isFixedSize()
                ? Slab.allocate((int) size)
                : ByteBuffer.allocateDirect((int) size).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor part : parts) {
            all.put(part.data.duplicate());
        }
        return of(first.type, shape, all.flip());
    }

    /** FP32 values in this shape; copies. */
    public static Tensor ofFloats(Shape shape, float... values) {
        Tensor tensor = allocate(DataType.FP32, shape);
        tensor.data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return tensor;
    }

    /** INT64 values in this shape; copies. */
    public static Tensor ofLongs(Shape shape, long... values) {
        Tensor tensor = allocate(DataType.INT64, shape);
        tensor.data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        return tensor;
    }

    /** Byte strings in this shape; copies. */
    public static Tensor ofBytes(Shape shape, List<byte[]> elements) {
        return of(DataType.BYTES, shape, BytesElements.encode(elements));
    }

    /** Texts as UTF-8 {@link DataType#BYTES} in this shape; copies. */
    public static Tensor ofTexts(Shape shape, List<String> texts) {
        List<byte[]> elements = new ArrayList<>(texts.size());
        for (String text : texts) {
            elements.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return ofBytes(shape, elements);
    }

    /**
     * The bytes that elements of this type and shape take.
     *
     * @throws IllegalArgumentException as {@link #allocate}
     */
    public static long byteSize(DataType type, Shape shape) {
        if (!type.isFixedSize()) {
            throw new IllegalArgumentException("BYTES elements have no fixed size; use ofBytes");
        }
        try {
            long size = Math.multiplyExact(shape.elements(), type.byteSize());
            if (size <= Integer.MAX_VALUE) {
                return size;
            }
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException("shape " + shape + " of " + type + " has no size below 2 GiB", overflow);
        }
        throw new IllegalArgumentException("shape " + shape + " of " + type + " needs more than 2 GiB");
    }

    public DataType type() {
        return type;
    }

    public Shape shape() {
        return shape;
    }

    /**
     * The content from 0 to its end, little-endian, direct: a fresh view with a position of its own over the same
     * memory. Writing is for the one who allocated the tensor, before others see it.
     */
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes of {@link #data()}. */
    public int byteSize() {
        return data.limit();
    }

    /**
     * The elements of a {@link DataType#BYTES} tensor, copied.
     *
     * @throws IllegalStateException the type is another
     */
    public List<byte[]> bytesElements() {
        if (type != DataType.BYTES) {
            throw new IllegalStateException("a " + type + " tensor has no BYTES elements");
        }
        return BytesElements.decode(data());
    }

    /** The elements of a {@link DataType#BYTES} tensor read as UTF-8. */
    public List<String> texts() {
        return bytesElements().stream()
                .map(element -> new String(element, StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * The rows {@code from} to {@code from + count} (exclusive) as a view on the same memory.
     *
     * @throws IllegalArgumentException this is a scalar, or there are not so many rows
     */
    public Tensor rows(long from, long count) {
        if (shape.rank() == 0 || from < 0 || count < 0 || count > shape.rows() - from) {
            throw new IllegalArgumentException("rows " + from + ".." + (from + count) + " of shape " + shape);
        }
        if (from == 0 && count == shape.rows()) {
            return this;
        }
        Shape part = shape.withRows(count);
        int start;
        int end;
        if (type.isFixedSize()) {
            long rowBytes = byteSize(type, shape.withRows(1));
            start = (int) (from * rowBytes);
            end = (int) ((from + count) * rowBytes);
        } else {
            long perRow = shape.withRows(1).elements();
            start = BytesElements.skip(data, 0, from * perRow);
            end = BytesElements.skip(data, start, count * perRow);
        }
        return new Tensor(type, part, data.slice(start, end - start).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Type and shape, never the content. */
    @Override
    public String toString() {
        return type + " " + shape;
    }
}
