package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.testkit.EngineContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OnnxEngineTest extends EngineContract {
    @RegisterExtension
    static final OpenEngine OPEN = new OpenEngine();

    @Override
    protected Engine engine() {
        return OPEN.engine();
    }

    @Override
    protected ModelArtifact model() {
        return new OnnxFile()
                .input("a", OnnxFile.FLOAT, "batch", 2)
                .input("b", OnnxFile.FLOAT, "batch", 2)
                .node("Sub", List.of("a", "b"), List.of("difference"))
                .output("difference", OnnxFile.FLOAT, "batch", 2)
                .in(folder.resolve("model"));
    }

    @Override
    protected Tensors rows(int count) {
        float[] values = new float[2 * count];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * i;
        }
        Shape shape = Shape.of(count, 2);
        return Tensors.of("a", Tensor.ofFloats(shape, values)).with("b", Tensor.ofFloats(shape, new float[2 * count]));
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("instances", "4"));
    }

    @Test
    void runsWithEverySettingOfAnEngineSection() {
        for (Map<String, String> settings : List.of(
                Map.of("threads", "2", "inter_threads", "2", "optimisation", "off", "arena", "false"),
                Map.of("optimisation", "basic", "require", "cpu"),
                Map.of("optimisation", "extended", "file", "model.onnx", "instances", "1"))) {
            try (var loaded = engine().load(model(), Settings.of(settings))) {
                Tensors answer = loaded.infer(rows(3), io.roundhouse.testkit.TestRequests.later());

                assertThat(answer.get("difference").data())
                        .isEqualTo(rows(3).get("a").data());
            }
        }
    }
}
