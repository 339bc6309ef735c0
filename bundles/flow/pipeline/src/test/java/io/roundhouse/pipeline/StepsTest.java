package io.roundhouse.pipeline;

import static io.roundhouse.pipeline.PipelineFixture.spec;
import static io.roundhouse.pipeline.PipelineFixture.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final TensorSpec TEXT = spec("text", DataType.BYTES, Shape.ANY);
    private static final TensorSpec MASK = spec("mask", DataType.INT64, Shape.ANY);

    private final PipelineFixture at = new PipelineFixture();

    @Test
    void gathersColumnsSoThatALaterStepSeesAllEarlierOnes() {
        at.catalog.spec = new ModelSpec("fake", List.of(TEXT), List.of(PipelineFixture.Z), true);
        at.catalog.before = List.of(
                step(TEXT, MASK, columns -> Tensors.of("mask", Tensor.ofLongs(Shape.of(1), 5))),
                step(MASK, PipelineFixture.X, columns -> x(1, 2)));
        at.catalog.after = List.of(step(MASK, PipelineFixture.Z, columns -> {
            assertThat(columns.names()).containsExactly("text", "mask", "x", "y", "z");
            return Tensors.of("z", Tensor.ofFloats(Shape.of(1, 1), 9));
        }));

        Tensors outputs = at.infer(Tensors.of("text", Tensor.ofTexts(Shape.of(1), List.of("hello"))))
                .outputs();

        assertThat(at.catalog.engineInputs).singleElement().satisfies(given -> assertThat(given.names())
                .containsExactly("x"));
        assertThat(outputs.names()).containsExactly("z");
        assertThat(outputs.get("z").data().getFloat(0)).isEqualTo(9);
    }

    @Test
    void letsAStepSayThatTheContentIsAtFault() {
        at.catalog.before = List.of(step(PipelineFixture.X, PipelineFixture.X, columns -> {
            throw new InferenceException(ErrorCode.INVALID_INPUT, "row 0 is no number");
        }));

        fails(ErrorCode.INVALID_INPUT, "row 0 is no number");
    }

    @Test
    void containsWhateverAStepThrows() {
        for (Throwable thrown : List.of(new IllegalStateException(), new OutOfMemoryError(), new NoSuchMethodError())) {
            at.catalog.before = List.of(step(PipelineFixture.X, PipelineFixture.X, columns -> sneak(thrown)));

            fails(ErrorCode.TRANSFORMER_FAILED, "step 1 before mlp:1 failed");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // as a step may be compiled without it
    void namesWhatAStepForgotOrGotWrong() {
        failsAfter(columns -> Tensors.empty(), "step 1 after mlp:1 wrote [] without 'z'");
        failsAfter(columns -> null, "step 1 after mlp:1 returned nothing");
        failsAfter(
                columns -> Tensors.of("z", Tensor.ofLongs(Shape.of(1, 1), 1)),
                "step 1 after mlp:1 wrote 'z' as INT64, it promised FP32");
        failsAfter(
                columns -> Tensors.of("z", Tensor.ofFloats(Shape.of(2, 1), 1, 2)),
                "step 1 after mlp:1 wrote 'z' of shape [2,1] for 1 rows");
    }

    @Test
    void keepsOnlyTheColumnsAStepPromised() {
        at.catalog.after = List.of(step(
                PipelineFixture.Z, PipelineFixture.Z, columns -> Tensors.of("z", Tensor.ofFloats(Shape.of(1, 1), 4))
                        .with("y", Tensor.ofLongs(Shape.of(1), 6))));

        Tensors outputs = at.infer(x(1, 2)).outputs();

        assertThat(outputs.get("y").type()).isEqualTo(DataType.FP32);
    }

    @Test
    void doesNotGiveTheModelWhatItDoesNotExpect() {
        TensorSpec wide = spec("x", DataType.FP32, Shape.ANY, Shape.ANY);
        at.catalog.before =
                List.of(step(PipelineFixture.X, wide, columns -> Tensors.of("x", Tensor.ofFloats(Shape.of(1, 1), 1))));

        fails(
                ErrorCode.TRANSFORMER_FAILED,
                "the steps before mlp:1 made 'x' FP32 [1,1], but the model expects FP32 [-1,2]");
        assertThat(at.catalog.engineInputs).isEmpty();
    }

    @Test
    void doesNotGiveTheModelADimensionOfSizeZero() {
        TensorSpec open = spec("x", DataType.FP32, Shape.ANY, Shape.ANY);
        at.catalog.modelSpec = new ModelSpec("fake", List.of(open), at.catalog.modelSpec.outputs(), true);
        at.catalog.before =
                List.of(step(PipelineFixture.X, open, columns -> Tensors.of("x", Tensor.ofFloats(Shape.of(1, 0)))));

        fails(
                ErrorCode.TRANSFORMER_FAILED,
                "the steps before mlp:1 made 'x' FP32 [1,0], but a dimension of size 0 holds nothing to infer from");
        assertThat(at.catalog.engineInputs).isEmpty();
    }

    private void failsAfter(UnaryOperator<Tensors> function, String message) {
        at.catalog.after = List.of(step(PipelineFixture.Z, PipelineFixture.Z, function));
        fails(ErrorCode.TRANSFORMER_FAILED, message);
    }

    private void fails(ErrorCode code, String message) {
        assertThatThrownBy(() -> at.infer(x(1, 2)))
                .isInstanceOfSatisfying(InferenceException.class, failure -> assertThat(failure.code())
                        .isEqualTo(code))
                .hasMessage(message);
        assertThat(at.catalog.open).hasValue(0);
    }

    private static FakeStep step(TensorSpec reads, TensorSpec writes, UnaryOperator<Tensors> function) {
        return new FakeStep(List.of(reads), List.of(writes), function);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> Tensors sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
