package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/** Texts become ids of words and, if asked for, a mask: INT64 columns as long as the longest row. */
final class VocabularyStep implements Transformer {
    private static final int LENGTH_MAX = 1 << 17;
    private static final int IDS_MAX = 1 << 26;

    private final Vocabulary vocabulary;
    private final Words words;
    private final List<String> into;
    private final int lengthMax;
    private final boolean padsToMax;
    private final int idsMax;

    private VocabularyStep(Vocabulary vocabulary, Words words, List<String> into, Settings settings) {
        this.vocabulary = vocabulary;
        this.words = words;
        this.into = into;
        lengthMax = (int) settings.integer("length_max", 512, 1, LENGTH_MAX);
        padsToMax =
                settings.choice("padding", TokenizerSettings.Padding.LONGEST) == TokenizerSettings.Padding.MAX_LENGTH;
        idsMax = (int) settings.integer("ids_max", 1 << 20, 1, IDS_MAX);
    }

    static VocabularyStep read(ModelArtifact artifact, Settings settings) {
        Words.allow(settings, "file", "into", "unknown", "pad", "length_max", "padding", "ids_max");
        List<String> into = settings.has("into") ? settings.texts("into") : List.of("input_ids", "attention_mask");
        if (into.isEmpty() || into.size() > 2 || into.stream().distinct().count() < into.size()) {
            throw settings.invalid("into", "must be one or two different names, of ids and mask, was " + into, null);
        }
        return new VocabularyStep(Vocabulary.read(artifact, settings), Words.read(settings), into, settings);
    }

    @Override
    public List<TensorSpec> reads() {
        return List.of(new TensorSpec(words.column(), DataType.BYTES, Shape.of(Shape.ANY)));
    }

    @Override
    public List<TensorSpec> writes() {
        Shape shape = Shape.of(Shape.ANY, padsToMax ? lengthMax : Shape.ANY);
        return into.stream()
                .map(name -> new TensorSpec(name, DataType.INT64, shape))
                .toList();
    }

    @Override
    public Tensors apply(Tensors columns) {
        List<byte[]> texts = words.texts(columns);
        List<List<String>> rows = new ArrayList<>(texts.size());
        int length = padsToMax ? lengthMax : 0;
        for (int row = 0; row < texts.size(); row++) {
            rows.add(words.of(texts.get(row), row, lengthMax));
            length = Math.max(length, rows.get(row).size());
            if ((long) texts.size() * length > idsMax) {
                throw new InferenceException(
                        ErrorCode.INVALID_INPUT,
                        "'" + words.column() + "': " + texts.size() + " rows of " + length + " words are more than the "
                                + idsMax + " words a request may have; send fewer rows");
            }
        }
        Shape shape = Shape.of(rows.size(), length);
        List<Tensor> made = new ArrayList<>();
        into.forEach(name -> made.add(Tensor.allocate(DataType.INT64, shape)));
        LongBuffer ids = made.get(0).data().asLongBuffer();
        LongBuffer mask = made.get(made.size() - 1).data().asLongBuffer(); // the ids again where no mask is wanted
        for (int row = 0; row < rows.size(); row++) {
            fill(rows.get(row), row * length, length, ids, mask);
        }
        return Tensors.of(into, made);
    }

    private void fill(List<String> row, int from, int length, LongBuffer ids, LongBuffer mask) {
        for (int i = 0; i < length; i++) {
            mask.put(from + i, i < row.size() ? 1 : 0);
            ids.put(from + i, i < row.size() ? vocabulary.id(row.get(i)) : vocabulary.pad());
        }
    }
}
