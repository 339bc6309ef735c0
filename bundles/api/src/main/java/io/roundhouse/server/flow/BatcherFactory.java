package io.roundhouse.server.flow;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.spi.engine.LoadedModel;
import org.osgi.annotation.versioning.ProviderType;

/** Makes the batcher of a model that has just been loaded. Called by the control plane, never on a request's path. */
@ProviderType
public interface BatcherFactory {
    /**
     * Makes the batcher and starts its threads.
     *
     * @param model closed by the caller, after the batcher
     * @param settings the section {@code batching} of {@code model.yaml}
     * @throws InferenceException {@code INVALID_CONFIGURATION}
     */
    Batcher create(ModelId id, LoadedModel model, Settings settings);
}
