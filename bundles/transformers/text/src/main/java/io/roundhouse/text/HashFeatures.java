package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Texts become vectors of fixed size without a vocabulary: each run of 1 to n words is counted where its hash says, up or
 * down by the hash's sign, so that what falls together cancels out on average (Weinberger et al. 2009, "Feature Hashing
 * for Large Scale Multitask Learning").
 *
 * <p>Hash, sign and place are those of scikit-learn's {@code HashingVectorizer}, so that a model trained there is served.
 */
final class HashFeatures implements Transformer {
    private static final int SIZE_MAX = 1 << 22;
    private static final int NUMBERS_MAX = 1 << 26; // of a request: 256 MiB

    private final Words words;
    private final String into;
    private final int size;
    private final int ngramMax;
    private final boolean signed;

    private HashFeatures(Words words, String into, int size, int ngramMax, boolean signed) {
        this.words = words;
        this.into = into;
        this.size = size;
        this.ngramMax = ngramMax;
        this.signed = signed;
    }

    static HashFeatures read(Settings settings) {
        Words.allow(settings, "into", "size", "ngram_max", "signed");
        return new HashFeatures(
                Words.read(settings),
                settings.text("into", "features"),
                (int) settings.integer("size", 1024, 1, SIZE_MAX),
                (int) settings.integer("ngram_max", 1, 1, 8),
                settings.flag("signed", true));
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(new TensorSpec(words.column(), DataType.BYTES, Shape.of(Shape.ANY)));
    }

    @Override
    public List<TensorSpec> writes() {
        return List.of(new TensorSpec(into, DataType.FP32, Shape.of(Shape.ANY, size)));
    }

    @Override
    public Tensors apply(Tensors columns) {
        List<byte[]> texts = words.texts(columns);
        if ((long) texts.size() * size > NUMBERS_MAX) {
            throw new InferenceException(
                    ErrorCode.INVALID_INPUT,
                    "'" + words.column() + "': " + texts.size() + " rows of " + size + " features are more than the "
                            + NUMBERS_MAX + " numbers a request may have; send fewer rows");
        }
        Tensor features = Tensor.allocate(DataType.FP32, Shape.of(texts.size(), size));
        FloatBuffer to = features.data().asFloatBuffer();
        float[] counts = new float[size];
        for (int row = 0; row < texts.size(); row++) {
            Arrays.fill(counts, 0);
            count(words.of(texts.get(row), row, Integer.MAX_VALUE), counts);
            to.put(counts);
        }
        return Tensors.of(into, features);
    }

    /** Words are laid one after the other with a space between, so that every run of them is a piece of one array. */
    private void count(List<String> row, float[] counts) {
        byte[] bytes = String.join(" ", row).getBytes(StandardCharsets.UTF_8);
        for (int start = 0; start < bytes.length; ) {
            int next = wordEnd(bytes, start) + 1;
            int end = start - 1;
            for (int n = 0; n < ngramMax && end < bytes.length; n++) {
                end = wordEnd(bytes, end + 1);
                int hash = Murmur3.hash(bytes, start, end);
                counts[(int) (Math.abs((long) hash) % size)] += signed && hash < 0 ? -1 : 1;
            }
            start = next;
        }
    }

    private static int wordEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != ' ') {
            end++;
        }
        return end;
    }
}
