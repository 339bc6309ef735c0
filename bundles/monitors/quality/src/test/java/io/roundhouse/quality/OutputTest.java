package io.roundhouse.quality;

import static io.roundhouse.quality.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.quality.QualitySettings.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
    private static final TensorSpec LABEL = new TensorSpec("label", DataType.BYTES, Shape.of(-1, 1));
    private static final TensorSpec SCORES = new TensorSpec("scores", DataType.FP32, Shape.of(-1, 3));
    private static final TensorSpec EMBEDDING = new TensorSpec("embedding", DataType.FP32, Shape.of(-1, 384));

    private static Output choose(TensorSpec... specs) {
        return Output.choose(settings(), List.of(specs));
    }

    @Test
    void classScoresAreFoundFirstThenProbabilitiesThenLabelsThenNumbers() {
        assertThat(choose(LABEL, SCORES, Given.PROBABILITY)).isEqualTo(new Output("scores", Kind.PROBABILITIES));
        assertThat(choose(LABEL, Given.PROBABILITY)).isEqualTo(new Output("probability_bad", Kind.PROBABILITIES));
        assertThat(choose(LABEL, Given.PRICE)).isEqualTo(new Output("label", Kind.LABELS));
        assertThat(choose(Given.PRICE)).isEqualTo(new Output("price", Kind.NUMBERS));
    }

    @Test
    void theSettingsHaveTheLastWord() {
        List<TensorSpec> all = List.of(LABEL, SCORES, Given.PRICE);

        assertThat(Output.choose(settings("output", "price"), all).kind()).isEqualTo(Kind.NUMBERS);
        assertThat(Output.choose(settings("output", "price", "classes", "no,yes"), all)
                        .kind())
                .isEqualTo(Kind.PROBABILITIES);
        assertThat(Output.choose(settings("output", "price", "kind", "probabilities"), all)
                        .kind())
                .isEqualTo(Kind.PROBABILITIES);
        assertThat(Output.choose(settings("kind", "numbers"), all).name()).isEqualTo("price");
    }

    @Test
    void whatIsInDoubtIsAsked() {
        assertThatThrownBy(() -> choose(Given.PRICE, new TensorSpec("cost", DataType.FP64, Shape.of(-1))))
                .hasMessage("model.yaml:7:5: 'output' must say which is the prediction: each of [price, cost] may be");
        assertThatThrownBy(() -> choose(EMBEDDING))
                .hasMessage("model.yaml:7:5: 'output' must say which is the prediction: none of"
                        + " [embedding FP32 [-1,384]] is plainly one");
        assertThatThrownBy(() -> Output.choose(settings("output", "lable"), List.of(LABEL)))
                .hasMessageContaining("which the model does not give; did you mean 'label'?");
        assertThatThrownBy(() -> Output.choose(settings("output", "label", "kind", "numbers"), List.of(LABEL)))
                .hasMessageContaining("is label BYTES [-1,1], which is no prediction of kind numbers");
    }
}
