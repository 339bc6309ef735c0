package io.roundhouse.tensorflow;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.testkit.EngineContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

class TensorFlowEngineTest extends EngineContract {
    private static final Path NATIVES = Path.of("target", "natives");

    /** JavaCPP has a thread for as long as its classes live. */
    @BeforeAll
    static void startsWhatLivesAsLongAsTheEngine() {
        NativeLibraries.load(NATIVES);
    }

    @Override
    protected Engine engine() {
        return new TensorFlowEngine(NATIVES, 2, System::nanoTime);
    }

    @Override
    protected ModelArtifact model() {
        return Guesslang.in(folder.resolve("model"));
    }

    @Override
    protected Tensors rows(int count) {
        List<String> programs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            programs.add("for i in range(" + i + "):\n    print('" + "ab".repeat(i) + "', i)\n");
        }
        return Tensors.of("inputs", Tensor.ofTexts(Shape.of(count), programs));
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("instances", "3"));
    }
}
