package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.host.Message.Failed;
import io.roundhouse.host.Message.Load;
import io.roundhouse.host.Message.Loaded;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The one model of a child. */
final class ChildModel {
    private final ChildRegistry framework;
    private final Path engine;
    private @Nullable LoadedModel model;

    ChildModel(ChildRegistry framework, Path engine) {
        this.framework = framework;
        this.engine = engine;
    }

    /** Starts the engine's bundle and loads; the answer for the parent. */
    Message load(Load load) {
        try {
            ModelId id = new ModelId(load.model(), load.version());
            ModelArtifact artifact = new ModelArtifact(id, Path.of(load.directory()), load.digest());
            LoadedModel loaded = framework.engine(engine).load(artifact, load.settings());
            model = loaded;
            return new Loaded(loaded.spec(), Math.min(loaded.instances(), Messages.LANES_MAX), loaded.notes());
        } catch (InferenceException e) {
            return new Failed(e.code(), e.sentence());
        } catch (RuntimeException e) {
            return new Failed(ErrorCode.LOAD_FAILED, "the engine failed to load: " + e);
        }
    }

    LoadedModel loaded() {
        if (model == null) {
            throw new IllegalStateException("nothing is loaded");
        }
        return model;
    }

    void close() {
        loaded().close();
    }
}
