package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static final TensorSpec TEXT = spec("text", DataType.BYTES, -1);
    private static final TensorSpec IDS = spec("input_ids", DataType.INT64, -1, -1);
    private static final TensorSpec MASK = spec("attention_mask", DataType.INT64, -1, -1);
    private static final TensorSpec TOKENS = spec("last_hidden_state", DataType.FP32, -1, -1, 384);
    private static final TensorSpec SENTENCE = spec("sentence_embedding", DataType.FP32, -1, 384);
    private static final TensorSpec CROP = spec("crop", DataType.FP32, -1, 3, 48, -1);
    private static final ModelSpec MODEL = new ModelSpec("p", List.of(IDS, MASK), List.of(TOKENS), true);

    private static TensorSpec spec(String name, DataType type, long... dims) {
        return new TensorSpec(name, type, Shape.of(dims));
    }

    private record Step(List<TensorSpec> reads, List<TensorSpec> writes, boolean keepsRows) implements Transformer {
        @Override
        public Tensors apply(Tensors columns) {
            return columns;
        }
    }

    private static Transformer step(List<TensorSpec> reads, List<TensorSpec> writes) {
        return new Step(reads, writes, true);
    }

    private static Transformer newRows(List<TensorSpec> reads, List<TensorSpec> writes) {
        return new Step(reads, writes, false);
    }

    private static List<Columns.Named> named(String side, Stream<Transformer> steps) {
        List<Columns.Named> named = new ArrayList<>();
        steps.forEach(step -> named.add(new Columns.Named(
                "step " + (named.size() + 1) + " 's" + (named.size() + 1) + "' " + side + " the model", step)));
        return named;
    }

    private static ModelSpec spec(List<Transformer> before, ModelSpec model, List<Transformer> after) {
        return Columns.spec(named("before", before.stream()), model, named("after", after.stream()));
    }

    private static void refused(List<Transformer> before, ModelSpec model, List<Transformer> after, String message) {
        assertThatThrownBy(() -> spec(before, model, after)).hasMessage(message);
    }

    @Test
    void withoutStepsItIsTheModel() {
        assertThat(spec(List.of(), MODEL, List.of())).isEqualTo(MODEL);
    }

    @Test
    void textGoesInAndTheEmbeddingComesOut() {
        Transformer tokenizer = step(List.of(TEXT), List.of(IDS, MASK));
        Transformer pool = step(List.of(TOKENS, MASK), List.of(SENTENCE));
        Transformer normalise = step(List.of(SENTENCE), List.of(SENTENCE));

        ModelSpec spec = spec(List.of(tokenizer), MODEL, List.of(pool, normalise));

        assertThat(spec.inputs()).containsExactly(TEXT);
        assertThat(spec.outputs()).containsExactly(SENTENCE);
    }

    @Test
    void whatNoStepMakesTheClientSends() {
        Transformer half = step(List.of(TEXT), List.of(IDS));

        assertThat(spec(List.of(half), MODEL, List.of()).inputs()).containsExactly(TEXT, MASK);
    }

    @Test
    void aTypeThatDoesNotFitIsRefused() {
        Transformer wrong = step(List.of(TEXT), List.of(spec("input_ids", DataType.INT32, -1, -1)));

        refused(
                List.of(wrong),
                MODEL,
                List.of(),
                "the model reads input_ids INT64 [-1,-1], but what is there is input_ids INT32 [-1,-1] of step 1 's1'"
                        + " before the model");
    }

    @Test
    void aShapeThatDoesNotFitIsRefused() {
        Transformer short256 = step(List.of(spec("last_hidden_state", DataType.FP32, -1, -1, 256)), List.of(SENTENCE));

        refused(
                List.of(),
                MODEL,
                List.of(short256),
                "step 1 's1' after the model reads last_hidden_state FP32 [-1,-1,256], but what is there is"
                        + " last_hidden_state FP32 [-1,-1,384] of the model");
    }

    @Test
    void aColumnThatNobodyMakesIsNamedWithTheNearest() {
        Transformer pool = step(List.of(spec("last_hiden_state", DataType.FP32, -1, -1, 384)), List.of(SENTENCE));

        assertThatThrownBy(() -> spec(List.of(), MODEL, List.of(pool)))
                .hasMessageStartingWith("step 1 's1' after the model reads 'last_hiden_state', which nobody makes;"
                        + " did you mean 'last_hidden_state'?");
    }

    @Test
    void aColumnReadAfterTheModelBeforeItIsMadeIsRefused() {
        Transformer normalise = step(List.of(SENTENCE), List.of(spec("unit", DataType.FP32, -1, 384)));
        Transformer pool = step(List.of(TOKENS), List.of(SENTENCE));

        refused(
                List.of(),
                MODEL,
                List.of(normalise, pool),
                "step 1 's1' after the model reads 'sentence_embedding', which only step 2 's2' after the model makes;"
                        + " put that one first");
    }

    @Test
    void aColumnReadBeforeTheModelBeforeItIsMadeIsRefused() {
        Transformer length = step(List.of(IDS), List.of(spec("length", DataType.INT64, -1)));
        Transformer tokenizer = step(List.of(TEXT), List.of(IDS, MASK));

        refused(
                List.of(length, tokenizer),
                MODEL,
                List.of(),
                "step 1 's1' before the model reads 'input_ids' before step 2 's2' before the model makes it; put the"
                        + " one that makes it first");
    }

    @Test
    void aStepMayReplaceWhatItReads() {
        Transformer length = step(List.of(TEXT), List.of(spec("length", DataType.INT64, -1)));
        Transformer lower = step(List.of(TEXT), List.of(TEXT));
        Transformer tokenizer = step(List.of(TEXT), List.of(IDS, MASK));

        assertThat(spec(List.of(length, lower, tokenizer), MODEL, List.of()).inputs())
                .containsExactly(TEXT);
    }

    @Test
    void aColumnTwiceIsRefused() {
        refused(
                List.of(step(List.of(TEXT), List.of(IDS, MASK, IDS))),
                MODEL,
                List.of(),
                "step 1 's1' before the model writes the column 'input_ids' twice");
        refused(
                List.of(),
                MODEL,
                List.of(step(List.of(TOKENS, TOKENS), List.of(SENTENCE))),
                "step 1 's1' after the model reads the column 'last_hidden_state' twice");
        refused(
                List.of(),
                new ModelSpec("p", List.of(IDS), List.of(TOKENS, TOKENS), true),
                List.of(),
                "the model writes the column 'last_hidden_state' twice");
    }

    @Test
    void otherRowsMayGoOnByThemselves() {
        TensorSpec image = spec("image", DataType.BYTES, -1);
        TensorSpec letters = spec("letters", DataType.FP32, -1, -1, 97);
        ModelSpec reader = new ModelSpec("p", List.of(CROP), List.of(letters), true);
        Transformer find = newRows(List.of(image), List.of(CROP));
        Transformer rotate = step(List.of(CROP), List.of(CROP));

        ModelSpec spec = spec(List.of(find, rotate), reader, List.of(step(List.of(letters, CROP), List.of(TEXT))));

        assertThat(spec.inputs()).containsExactly(image);
        assertThat(spec.outputs()).containsExactly(TEXT);
    }

    @Test
    void aStepThatReadsColumnsOfDifferentRowsIsRefused() {
        TensorSpec image = spec("image", DataType.BYTES, -1);
        Transformer find = newRows(List.of(image), List.of(CROP));
        Transformer both = step(List.of(CROP, image), List.of(IDS, MASK));

        refused(
                List.of(find, both),
                MODEL,
                List.of(),
                "step 2 's2' before the model reads 'crop' and 'image' together, but 'crop' has the rows of step 1"
                        + " 's1' before the model and 'image' those of the request");
    }

    @Test
    void aModelThatReadsColumnsOfDifferentRowsIsRefused() {
        refused(
                List.of(newRows(List.of(TEXT), List.of(IDS))),
                MODEL,
                List.of(),
                "the model reads 'input_ids' and 'attention_mask' together, but 'input_ids' has the rows of step 1"
                        + " 's1' before the model and 'attention_mask' those of the request");
    }

    @Test
    void rowsThatBeginAfterTheModelAreNotItsOwn() {
        TensorSpec boxes = spec("boxes", DataType.FP32, -1, 4);
        Transformer find = newRows(List.of(TOKENS), List.of(boxes));
        Transformer both = step(List.of(boxes, MASK), List.of(SENTENCE));

        refused(
                List.of(),
                MODEL,
                List.of(find, both),
                "step 2 's2' after the model reads 'boxes' and 'attention_mask' together, but 'boxes' has the rows of"
                        + " step 1 's1' after the model and 'attention_mask' those of the request");
    }
}
