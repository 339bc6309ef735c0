package io.roundhouse.karaf;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;

/** Cannot start: its service is registered, and SCR has nothing to give for it. */
public final class BrokenEngine implements Engine {
    @SuppressWarnings("DoNotCallSuggester") // SCR does
    void start() {
        throw new UnsatisfiedLinkError("no natives for this machine");
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        throw new IllegalStateException("loaded without being started");
    }
}
