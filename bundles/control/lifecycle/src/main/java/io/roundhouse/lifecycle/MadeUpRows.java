package io.roundhouse.lifecycle;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rows that differ, the same at every load: numbers around 0 of growing size from row to row, whole numbers as of words,
 * texts of a few letters. What is called a mask is 1, as nothing would be seen of what is masked, and kinds of words are 0.
 */
final class MadeUpRows {
    private static final long SEED = 20_261_128;
    private static final long BYTES_MAX = 64L * 1024 * 1024;
    private static final long TEXTS_MAX = 100_000;

    private MadeUpRows() {}

    /**
     * Makes rows for a model that batches.
     *
     * @param size of dimensions that may be of any
     * @param words whole numbers are below it; at 2 every model takes them that has a table of words
     * @throws IllegalArgumentException they would be too large
     */
    static Tensors of(ModelSpec spec, int rows, int size, int words) {
        Random random = new Random(SEED);
        List<Tensor> tensors = new ArrayList<>();
        long bytes = 0;
        for (TensorSpec input : spec.inputs()) {
            Shape shape = shape(input.shape(), rows, size);
            boolean texts = input.type() == DataType.BYTES;
            bytes += texts ? shape.elements() : Tensor.byteSize(input.type(), shape);
            if (bytes > (texts ? TEXTS_MAX : BYTES_MAX)) {
                throw new IllegalArgumentException(rows + " rows are too large to be made up");
            }
            tensors.add(texts ? texts(shape, random) : numbers(input, shape, random, words));
        }
        return Tensors.of(spec.inputNames(), tensors);
    }

    private static Shape shape(Shape declared, int rows, int size) {
        long[] dims = declared.toArray();
        for (int i = 1; i < dims.length; i++) {
            dims[i] = dims[i] == Shape.ANY ? size : dims[i];
        }
        dims[0] = rows;
        return Shape.of(dims);
    }

    private static Tensor texts(Shape shape, Random random) {
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < shape.elements(); i++) {
            texts.add("made up " + random.nextInt(1000));
        }
        return Tensor.ofTexts(shape, texts);
    }

    private static Tensor numbers(TensorSpec input, Shape shape, Random random, int words) {
        Tensor tensor = Tensor.allocate(input.type(), shape);
        boolean mask = input.name().endsWith("mask");
        boolean kinds = input.name().endsWith("type_ids");
        ByteBuffer data = tensor.data();
        long perRow = shape.elements() / Math.max(1, shape.rows());
        for (long i = 0; i < shape.elements(); i++) {
            // What is quantised by the greatest number of a batch must see another one in every row.
            float value = (float) random.nextGaussian() * (1 + i / Math.max(1, perRow));
            int word = random.nextInt(words);
            put(data, input.type(), value, mask ? 1 : kinds ? 0 : word);
        }
        return tensor;
    }

    private static void put(ByteBuffer data, DataType type, float value, int word) {
        switch (type) {
            case BOOL -> data.put((byte) (word & 1));
            case INT8 -> data.put((byte) (word & 127));
            case UINT8 -> data.put((byte) Math.min(255, (int) Math.abs(value * 32))); // as of a picture
            case INT16, UINT16 -> data.putShort((short) word);
            case INT32, UINT32 -> data.putInt(word);
            case INT64, UINT64 -> data.putLong(word);
            case FP16 -> data.putShort((short) (value < 0 ? 0xB400 : 0x3800)); // -0.25 and 0.5
            case BF16 -> data.putShort((short) (Float.floatToIntBits(value) >>> 16));
            case FP32 -> data.putFloat(value);
            case FP64 -> data.putDouble(value);
            case BYTES -> throw new IllegalArgumentException("BYTES elements are texts");
        }
    }
}
