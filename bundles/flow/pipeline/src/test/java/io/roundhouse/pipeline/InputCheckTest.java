package io.roundhouse.pipeline;

import static io.roundhouse.pipeline.PipelineFixture.spec;
import static io.roundhouse.pipeline.PipelineFixture.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputCheckTest {
    private final PipelineFixture at = new PipelineFixture();

    @Test
    void namesTheInputThatTheModelDoesNotHave() {
        Tensors inputs = Tensors.of("X", x(1, 2).get("x"));

        refuses(inputs, "model 'mlp' has no input 'X'; it expects [x]");
    }

    @Test
    void listsWhatIsExpectedWhenAnInputIsMissing() {
        at.catalog.spec = twoInputs(true);

        refuses(x(1, 2), "model 'mlp' expects 2 inputs [x, w], got 1 [x]");
    }

    @Test
    void namesTheInputThatIsTooMuch() {
        refuses(x(1, 2).with("w", Tensor.ofFloats(Shape.of(1), 1)), "model 'mlp' has no input 'w'; it expects [x]");
    }

    @Test
    void namesBothTypes() {
        Tensors inputs = Tensors.of("x", Tensor.allocate(DataType.FP64, Shape.of(1, 2)));

        refuses(inputs, "input 'x' is FP64, but model 'mlp' expects FP32");
    }

    @Test
    void namesBothShapes() {
        Tensors inputs = Tensors.of("x", Tensor.ofFloats(Shape.of(1, 3), 1, 2, 3));

        refuses(inputs, "input 'x' has shape [1,3], but model 'mlp' expects [-1,2]");
    }

    @Test
    void refusesADimensionOfSizeZero() {
        Tensors inputs = Tensors.of("x", Tensor.ofFloats(Shape.of(0, 2)));

        refuses(inputs, "input 'x' has shape [0,2], but a dimension of size 0 holds nothing to infer from");
    }

    @Test
    void allowsADimensionOfSizeZeroWhereTheModelHasOne() {
        at.catalog.spec =
                new ModelSpec("fake", List.of(spec("x", DataType.FP32, 0, 2)), at.catalog.spec.outputs(), false);

        assertThatCode(() -> at.infer(Tensors.of("x", Tensor.ofFloats(Shape.of(0, 2)))))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesInputsOfDifferentRowsWhereTheModelBatches() {
        Tensors uneven = x(1, 2).with("w", Tensor.ofFloats(Shape.of(3), 1, 2, 3));
        at.catalog.spec = twoInputs(true);

        refuses(uneven, "input 'w' has 3 rows, but input 'x' has 1; dimension 0 of every input is the row");

        at.catalog.spec = twoInputs(false);
        assertThatCode(() -> at.infer(uneven)).doesNotThrowAnyException();
    }

    @Test
    void takesInputsInAnyOrder() {
        at.catalog.spec = twoInputs(true);
        at.catalog.modelSpec = at.catalog.spec;
        Tensors inputs = Tensors.of("w", Tensor.ofFloats(Shape.of(1), 1)).with(x(1, 2));

        at.infer(inputs);

        assertThat(at.catalog.engineInputs).singleElement().satisfies(given -> assertThat(given.names())
                .containsExactly("x", "w"));
    }

    @Test
    void refusesAnOutputThatTheModelDoesNotGive() {
        assertThatThrownBy(() -> at.infer(x(1, 2), "q"))
                .isInstanceOfSatisfying(InferenceException.class, failure -> assertThat(failure.code())
                        .isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessage("model 'mlp' has no output 'q'; it gives [y, z]");
    }

    @Test
    void refusesAnOutputAskedForTwice() {
        assertThatThrownBy(() -> at.infer(x(1, 2), "y", "y"))
                .hasMessage("output 'y' of model 'mlp' is requested twice");
        assertThat(at.catalog.engineInputs).isEmpty();
    }

    @Test
    void cutsWhatItEchoesAndTakesOutControlCharacters() {
        Tensors inputs = Tensors.of("evil\n" + "a".repeat(200), x(1, 2).get("x"));

        refuses(inputs, "model 'mlp' has no input 'evil?" + "a".repeat(59) + "…'; it expects [x]");
    }

    private static ModelSpec twoInputs(boolean batches) {
        return new ModelSpec(
                "fake",
                List.of(PipelineFixture.X, spec("w", DataType.FP32, Shape.ANY)),
                List.of(PipelineFixture.Y, PipelineFixture.Z),
                batches);
    }

    private void refuses(Tensors inputs, String message) {
        assertThatThrownBy(() -> at.infer(inputs))
                .isInstanceOfSatisfying(InferenceException.class, failure -> assertThat(failure.code())
                        .isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessage(message);
        assertThat(at.catalog.engineInputs).isEmpty();
        assertThat(at.admission.ends).containsOnly("ignored");
    }
}
