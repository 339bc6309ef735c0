package io.roundhouse.pytorch;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.testkit.EngineCapability;
import io.roundhouse.testkit.EngineContract;
import java.nio.file.Path;

class PyTorchEngineTest extends EngineContract {
    @Override
    protected Engine engine() {
        return new PyTorchEngine(Path.of("target", "natives"), 2);
    }

    @Override
    protected ModelArtifact model() {
        return Fashion.in(folder.resolve("model"));
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("image", Fashion.pictures(count));
    }

    @Override
    protected Settings settings() {
        return Fashion.settings();
    }

    @Override
    protected boolean has(EngineCapability capability) {
        return capability != EngineCapability.STOPS_EARLY;
    }
}
