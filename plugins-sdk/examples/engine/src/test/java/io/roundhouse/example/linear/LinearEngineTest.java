package io.roundhouse.example.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import io.roundhouse.testkit.EngineContract;
import io.roundhouse.testkit.FakeModelArtifact;
import io.roundhouse.testkit.TestRequests;
import io.roundhouse.testkit.TestTensors;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearEngineTest extends EngineContract {
    @Override
    protected Engine engine() {
        return new LinearEngine();
    }

    @Override
    protected ModelArtifact model() {
        return FakeModelArtifact.in(folder.resolve("model"))
                .file("weights.csv", "1,2,3\n0,0,-1\n")
                .artifact();
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("x", TestTensors.floats(1, count, 3));
    }

    @Test
    void multipliesAndAddsTheBias() {
        try (LoadedModel model = engine().load(model(), Settings.of(Map.of("bias", "0.5")))) {
            Tensors row = Tensors.of("x", Tensor.ofFloats(Shape.of(1, 3), 1, 10, 100));

            Tensors answer = model.infer(row, TestRequests.later());

            assertThat(TestTensors.floats(answer.get("y"))).containsExactly(321.5f, -99.5f);
        }
    }

    @Test
    void refusesLinesOfDifferentLength() {
        ModelArtifact uneven =
                FakeModelArtifact.in(folder).file("weights.csv", "1,2\n3\n").artifact();

        assertThatThrownBy(() -> engine().load(uneven, Settings.empty()))
                .hasMessage("test:1: weights.csv must hold lines of as many comma-separated numbers each");
    }
}
