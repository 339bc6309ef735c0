package io.roundhouse.host;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.host.Message.Load;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.function.Supplier;

/** Loads each model in a process of its own. */
final class HostedEngine implements Engine {
    private final Supplier<Recipe> recipe;
    private final Quarantine quarantine;

    /**
     * @param recipe asked at each start of a process, as settings may have changed
     * @param quarantine of all models
     */
    HostedEngine(Supplier<Recipe> recipe, Quarantine quarantine) {
        this.recipe = recipe;
        this.quarantine = quarantine;
    }

    @Override
    public LoadedModel load(ModelArtifact artifact, Settings settings) {
        Load load = new Load(
                artifact.id().name(),
                artifact.id().version(),
                artifact.digest(),
                artifact.directory().toAbsolutePath().toString(),
                settings);
        Recipe first = recipe.get();
        String what = artifact.id() + " on " + first.engine();
        Supervisor supervisor = new Supervisor(first.settings().supervisor());
        return HostedModel.load(
                what, artifact.digest() + "@" + first.engine(), quarantine, supervisor, progress -> new Launch(
                                recipe.get(), load, what, progress)
                        .start());
    }
}
