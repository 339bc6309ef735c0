package io.roundhouse.offline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows by shape and type alone, the same for the same seed: numbers around 0, small whole numbers, sentences of words. */
final class MadeUp {
    private static final int SIZE = 16; // of dimensions that may be of any
    private static final long BYTES_MAX = 256L * 1024 * 1024;
    private static final List<String> WORDS = List.of(
            "the", "train", "leaves", "at", "noon", "from", "a", "small", "station", "near", "river", "and", "nobody",
            "waits", "for", "it", "today", "because", "rain", "has", "stopped", "every", "engine", "in", "town");

    private MadeUp() {}

    static Tensors rows(List<TensorSpec> specs, int rows, long seed) {
        Random random = new Random(seed);
        List<Tensor> tensors = new ArrayList<>();
        for (TensorSpec spec : specs) {
            long[] dims = spec.shape().toArray();
            for (int i = 0; i < dims.length; i++) {
                dims[i] = i == 0 && dims[i] == Shape.ANY ? rows : dims[i] == Shape.ANY ? SIZE : dims[i];
            }
            Shape shape = Shape.of(dims);
            boolean texts = spec.type() == DataType.BYTES;
            if ((texts ? shape.elements() * 100 : Tensor.byteSize(spec.type(), shape)) > BYTES_MAX) {
                throw new InferenceException(
                        ErrorCode.INVALID_REQUEST,
                        rows + " rows of input " + spec + " are larger than 256 MiB; say fewer by --rows");
            }
            tensors.add(texts ? texts(shape, random) : numbers(spec, shape, random));
        }
        return Tensors.of(specs.stream().map(TensorSpec::name).toList(), tensors);
    }

    private static Tensor texts(Shape shape, Random random) {
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < shape.elements(); i++) {
            List<String> words = new ArrayList<>();
            for (int word = 4 + random.nextInt(12); word > 0; word--) {
                words.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            texts.add(String.join(" ", words));
        }
        return Tensor.ofTexts(shape, texts);
    }

    private static Tensor numbers(TensorSpec spec, Shape shape, Random random) {
        Tensor tensor = Tensor.allocate(spec.type(), shape);
        boolean mask = spec.name().endsWith("mask");
        ByteBuffer data = tensor.data();
        for (long i = 0; i < shape.elements(); i++) {
            float value = (float) random.nextGaussian();
            int word = mask ? 1 : random.nextInt(2); // every table of words has as many
            switch (spec.type()) {
                case BOOL, INT8 -> data.put((byte) word);
                case UINT8 -> data.put((byte) random.nextInt(256)); // as of a picture
                case INT16, UINT16 -> data.putShort((short) word);
                case INT32, UINT32 -> data.putInt(word);
                case INT64, UINT64 -> data.putLong(word);
                case FP16 -> data.putShort((short) (value < 0 ? 0xB400 : 0x3800)); // -0.25 and 0.5
                case BF16 -> data.putShort((short) (Float.floatToIntBits(value) >>> 16));
                case FP32 -> data.putFloat(value);
                case FP64 -> data.putDouble(value);
                case BYTES -> throw new IllegalArgumentException("texts are no numbers");
            }
        }
        return tensor;
    }
}
