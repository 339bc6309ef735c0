package io.roundhouse.testkit;

import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;

/** The contract on an engine with the flaw of the moment; started by {@link EngineContractTest}, not by the build. */
final class FlawedEngineSuite extends EngineContract {
    static volatile FlawedEngine.Flaw flaw = FlawedEngine.Flaw.NONE;

    private final FlawedEngine engine = new FlawedEngine(flaw);

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected ModelArtifact model() {
        return FakeModelArtifact.in(folder.resolve("model"))
                .file("model.txt", "subtract")
                .artifact();
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("a", TestTensors.floats(1, count, 2)).with("b", TestTensors.floats(2, count, 2));
    }
}
