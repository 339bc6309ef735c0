package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelStepTest {
    private static final TensorSpec X = new TensorSpec("x", DataType.FP32, Shape.of(-1, 3));
    private static final TensorSpec SCALE = new TensorSpec("scale", DataType.FP32, Shape.of(-1));
    private static final TensorSpec MAP = new TensorSpec("sigmoid_0.tmp_0", DataType.FP32, Shape.of(-1, -1, 2));
    private static final TensorSpec NAME = new TensorSpec("label", DataType.BYTES, Shape.of(-1));
    private static final Callee DET =
            new Callee("det", new ModelSpec("p", List.of(X, SCALE), List.of(MAP, NAME), true));
    private static final Settings MAPPED = Settings.builder("model.yaml:2:5")
            .put("name", "det", "model.yaml:2:7")
            .put("inputs", Settings.of(Map.of("image", "x")))
            .put("outputs", Settings.of(Map.of("map", "sigmoid_0.tmp_0")))
            .build();

    private final List<Tensors> asked = new ArrayList<>();

    private final StepContext context = new StepContext() {
        @Override
        public Deadline deadline() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public void flag(String flag) {
            throw new AssertionError("nothing is wrong");
        }

        @Override
        public Tensors ask(String model, Tensors inputs) {
            assertThat(model).isEqualTo("det");
            asked.add(inputs);
            long rows = inputs.rows();
            return Tensors.of(
                    List.of("label", "sigmoid_0.tmp_0"),
                    List.of(
                            Tensor.ofTexts(Shape.of(rows), List.of("a")),
                            Tensor.allocate(DataType.FP32, Shape.of(rows, 5, 2))));
        }
    };

    private static ModelStep step(Settings settings) {
        return ModelStep.of(DET, settings);
    }

    private static Settings with(String key, Map<String, String> mapping) {
        return Settings.builder("model.yaml:2:5")
                .put("name", "det", "model.yaml:2:7")
                .put(key, Settings.of(mapping))
                .build();
    }

    @Test
    void readsAndWritesTheTensorsOfTheOtherModelByTheirNames() {
        ModelStep step = step(Settings.of(Map.of("name", "det")));

        assertThat(step.reads()).containsExactly(X, SCALE);
        assertThat(step.writes()).containsExactly(MAP, NAME);
        assertThat(step.keepsRows()).isTrue();
    }

    @Test
    void asksWithTheColumnsThatStandForItsTensors() {
        ModelStep step = step(MAPPED);
        Tensor image = Tensor.ofFloats(Shape.of(1, 3), 1, 2, 3);
        Tensor scale = Tensor.ofFloats(Shape.of(1), 0.5f);
        Tensor other = Tensor.ofFloats(Shape.of(1), 7);

        Tensors written =
                step.apply(Tensors.of(List.of("other", "scale", "image"), List.of(other, scale, image)), context);

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).get("x")).isSameAs(image);
        assertThat(asked.get(0).get("scale")).isSameAs(scale);
        assertThat(asked.get(0).size()).isEqualTo(2);
        assertThat(written.names()).containsExactly("map");
        assertThat(step.reads()).extracting(TensorSpec::name).containsExactly("image", "scale");
        assertThat(step.writes()).containsExactly(new TensorSpec("map", DataType.FP32, MAP.shape()));
    }

    @Test
    void noRowsAreNoQuestion() {
        ModelStep step = step(Settings.of(Map.of("name", "det")));
        Tensors none = Tensors.of(
                List.of("x", "scale"),
                List.of(Tensor.allocate(DataType.FP32, Shape.of(0, 3)), Tensor.allocate(DataType.FP32, Shape.of(0))));

        Tensors written = step.apply(none, context);

        assertThat(asked).isEmpty();
        assertThat(written.names()).containsExactly("sigmoid_0.tmp_0", "label");
        assertThat(written.get("label").shape()).isEqualTo(Shape.of(0));
        assertThat(written.get("sigmoid_0.tmp_0").shape()).isEqualTo(Shape.of(0, 0, 2));
    }

    @Test
    void aTensorThatTheOtherModelHasNotIsNamed() {
        assertThatThrownBy(() -> step(with("inputs", Map.of("x", "image"))))
                .hasMessageStartingWith("settings: 'x' stands for 'image', which is none of the inputs of model 'det';")
                .hasMessageEndingWith("; write COLUMN: TENSOR");
        assertThatThrownBy(() -> step(with("outputs", Map.of("map", "sigmoid_0.tmp_1"))))
                .hasMessageContaining("is none of the outputs of model 'det'; did you mean 'sigmoid_0.tmp_0'?");
    }

    @Test
    void aTensorMayHaveOneColumnOnly() {
        assertThatThrownBy(() -> step(with("inputs", Map.of("a", "x", "b", "x"))))
                .hasMessage("settings: 'inputs' names one tensor of model 'det' twice");
        assertThatThrownBy(() -> step(with("inputs", Map.of("scale", "x"))))
                .hasMessageContaining("'inputs' leaves 'scale' of model 'det' without a column");
    }

    @Test
    void aKeyThatIsNotKnownIsRefused() {
        assertThatThrownBy(() -> step(with("input", Map.of()))).hasMessageContaining("did you mean 'inputs'?");
    }
}
