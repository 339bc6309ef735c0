package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static final TensorSpec TEXT = spec("text", DataType.BYTES, -1);
    private static final TensorSpec IDS = spec("input_ids", DataType.INT64, -1, -1);
    private static final TensorSpec MASK = spec("attention_mask", DataType.INT64, -1, -1);
    private static final TensorSpec TOKENS = spec("last_hidden_state", DataType.FP32, -1, -1, 384);
    private static final TensorSpec SENTENCE = spec("sentence_embedding", DataType.FP32, -1, 384);
    private static final ModelSpec MODEL = new ModelSpec("p", List.of(IDS, MASK), List.of(TOKENS), true);

    private static TensorSpec spec(String name, DataType type, long... dims) {
        return new TensorSpec(name, type, Shape.of(dims));
    }

    private static Transformer step(List<TensorSpec> reads, List<TensorSpec> writes) {
        return new Transformer() {
            @Override
            public List<TensorSpec> reads() {
                return reads;
            }

            @Override
            public List<TensorSpec> writes() {
                return writes;
            }

            @Override
            public Tensors apply(Tensors columns) {
                return columns;
            }
        };
    }

    @Test
    void withoutStepsItIsTheModel() {
        assertThat(Columns.spec(List.of(), MODEL, List.of())).isEqualTo(MODEL);
    }

    @Test
    void textGoesInAndTheEmbeddingComesOut() {
        Transformer tokenizer = step(List.of(TEXT), List.of(IDS, MASK));
        Transformer pool = step(List.of(TOKENS, MASK), List.of(SENTENCE));
        Transformer normalise = step(List.of(SENTENCE), List.of(SENTENCE));

        ModelSpec spec = Columns.spec(List.of(tokenizer), MODEL, List.of(pool, normalise));

        assertThat(spec.inputs()).containsExactly(TEXT);
        assertThat(spec.outputs()).containsExactly(SENTENCE);
    }

    @Test
    void whatNoStepMakesTheClientSends() {
        Transformer half = step(List.of(TEXT), List.of(IDS));

        assertThat(Columns.spec(List.of(half), MODEL, List.of()).inputs()).containsExactly(TEXT, MASK);
    }

    @Test
    void aTypeThatDoesNotFitIsRefused() {
        Transformer wrong = step(List.of(TEXT), List.of(spec("input_ids", DataType.INT32, -1, -1)));

        assertThatThrownBy(() -> Columns.spec(List.of(wrong), MODEL, List.of()))
                .hasMessage("the model reads input_ids INT64 [-1,-1], but what is there is input_ids INT32 [-1,-1]");
    }

    @Test
    void aColumnThatNobodyMakesIsNamedWithTheNearest() {
        Transformer pool = step(List.of(spec("last_hiden_state", DataType.FP32, -1, -1, 384)), List.of(SENTENCE));

        assertThatThrownBy(() -> Columns.spec(List.of(), MODEL, List.of(pool)))
                .hasMessageStartingWith("a step after the model reads 'last_hiden_state', which nobody makes;"
                        + " did you mean 'last_hidden_state'?");
    }
}
