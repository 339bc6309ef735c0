package io.roundhouse.pipeline;

import static io.roundhouse.pipeline.PipelineFixture.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class StepContextTest {
    private static final TensorSpec X = PipelineFixture.X;

    private final PipelineFixture at = new PipelineFixture();

    @Test
    void tellsAStepTheRequestsDeadline() {
        List<Deadline> told = new ArrayList<>();
        at.catalog.before = List.of(step(true, (columns, context) -> {
            told.add(context.deadline());
            return columns.only(List.of("x"));
        }));

        at.infer(x(1, 2));

        assertThat(told).isEqualTo(at.catalog.leaseDeadlines);
    }

    @Test
    void carriesFlagsToTheAnswerAndNoMoreThanItMay() {
        at.catalog.before = List.of(step(true, (columns, context) -> {
            context.flag("row 0: 'x' is 1, at most 0.5");
            for (int i = 0; i < 2 * StepContext.FLAGS_MAX; i++) {
                context.flag("f".repeat(1_000));
            }
            return columns.only(List.of("x"));
        }));

        InferenceResponse response = at.pipeline.infer(at.request(x(1, 2), "z"));

        assertThat(response.flags()).hasSize(StepContext.FLAGS_MAX).startsWith("row 0: 'x' is 1, at most 0.5");
        assertThat(response.flags().get(1)).hasSize(256);
    }

    @Test
    void anArmThatIsNotAsItShouldBeMarksEveryAnswer() {
        at.catalog.flags = List.of("skew: step 1 'scale' had another 'max'");

        InferenceResponse first = at.pipeline.infer(at.request(x(1, 2), "z"));
        InferenceResponse second = at.pipeline.infer(at.request(x(1, 2), "z"));

        assertThat(List.of(first.flags(), second.flags())).containsOnly(at.catalog.flags);
    }

    @Test
    void asksAnotherModelWithinTheSamePlace() {
        List<Tensors> answers = new ArrayList<>();
        at.catalog.before = List.of(step(true, (columns, context) -> {
            if (at.catalog.open.get() > 1) {
                context.flag("the callee's");
                return columns.only(List.of("x"));
            }
            answers.add(context.ask("mlp", x(3, 4)));
            return Tensors.of("x", answers.get(0).get("y"));
        }));

        InferenceResponse response = at.infer(x(1, 2));

        assertThat(response.outputs().get("y").data().getFloat(0)).isEqualTo(3);
        assertThat(response.flags()).containsExactly("the callee's");
        assertThat(at.admission.ends).containsExactly("succeeded");
        assertThat(at.events).map(event -> ((Answered) event).request().id()).containsExactly("id-1/mlp", "id-1");
        assertThat(at.catalog.open).hasValue(0);
    }

    @Test
    void endsACircleOfModelsThatAskEachOther() {
        at.catalog.before = List.of(step(true, (columns, context) -> context.ask("mlp", x(1, 2))));

        assertThatThrownBy(() -> at.infer(x(1, 2))).hasMessageContaining("ask each other more than 8 deep");
        assertThat(at.catalog.open).hasValue(0);
    }

    @Test
    void letsAStepChangeTheRowsWhenItSaysSo() {
        at.catalog.before = List.of(
                step(false, (columns, context) -> Tensors.of("x", Tensor.ofFloats(Shape.of(3, 2), 1, 2, 3, 4, 5, 6))));

        assertThat(at.infer(x(1, 2)).outputs().get("y").shape()).isEqualTo(Shape.of(3, 2));
    }

    @Test
    void doesNotAskTheEngineWhenAStepFoundNothing() {
        at.catalog.before = List.of(
                step(false, (columns, context) -> Tensors.of("x", Tensor.allocate(DataType.FP32, Shape.of(0, 2)))));

        Tensors outputs = at.infer(x(1, 2)).outputs();

        assertThat(at.catalog.engineInputs).isEmpty();
        assertThat(outputs.get("y").shape()).isEqualTo(Shape.of(0, 2));
        assertThat(outputs.get("z").shape()).isEqualTo(Shape.of(0, 1));
    }

    private static Transformer step(boolean keepsRows, BiFunction<Tensors, StepContext, Tensors> function) {
        return new Transformer() {
            @Override
            public List<TensorSpec> reads() {
                return List.of(X);
            }

            @Override
            public List<TensorSpec> writes() {
                return List.of(X);
            }

            @Override
            public boolean keepsRows() {
                return keepsRows;
            }

            @Override
            public Tensors apply(Tensors columns) {
                throw new AssertionError("the server calls the one with the context");
            }

            @Override
            public Tensors apply(Tensors columns, StepContext context) {
                return function.apply(columns, context);
            }
        };
    }
}
