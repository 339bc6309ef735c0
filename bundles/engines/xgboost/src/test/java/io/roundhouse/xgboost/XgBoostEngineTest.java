package io.roundhouse.xgboost;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.testkit.EngineContract;
import java.nio.file.Path;
import java.util.Map;

class XgBoostEngineTest extends EngineContract {
    @Override
    protected Engine engine() {
        return new XgBoostEngine(Path.of("target", "natives"), 4, System::nanoTime);
    }

    @Override
    protected ModelArtifact model() {
        return Spam.in(folder.resolve("model"));
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("features", Spam.mails(count));
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("instances", "4"));
    }

    @Override
    protected double tolerance() {
        return 0; // a row is the same in any batch
    }
}
