package io.roundhouse.server.control;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import org.osgi.annotation.versioning.ProviderType;

/** Loads models for work over files: on the engines that serve, beside what is served, whether that version is or not. */
@ProviderType
public interface ModelLoans {
    /**
     * Loads and warms a model; blocks as long.
     *
     * @throws InferenceException {@code PLUGIN_MISSING}: there is no such engine; or why it cannot be loaded
     */
    Loaded load(ModelArtifact artifact, Plugin engine);

    /** A model that its only user closes, and soon: its engine cannot leave the server before. */
    @ProviderType
    interface Loaded extends AutoCloseable {
        /** Name and version of the engine. */
        String engine();

        ModelSpec spec();

        /**
         * Answers rows. Any thread that is no request's; blocks.
         *
         * @throws InferenceException {@code PLUGIN_MISSING}: the engine is about to leave, so this is to be closed; or what
         *     the engine threw
         */
        Tensors infer(Tensors rows);

        /** Once, after the last {@link #infer} returned. */
        @Override
        void close();
    }
}
