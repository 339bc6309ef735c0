package io.roundhouse.server.control;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.util.OptionalLong;
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

        /** As {@link #infer}, with what of a processor it took. */
        default Run run(Tensors rows) {
            return new Run(infer(rows), -1);
        }

        /** How much more of the process was in RAM when it was loaded, where that can be told. */
        default OptionalLong grownBytes() {
            return OptionalLong.empty();
        }

        /** Once, after the last {@link #infer} returned. */
        @Override
        void close();
    }

    /**
     * Rows answered.
     *
     * @param cpuNanos of the thread that called the engine; negative where it was not measured
     */
    record Run(Tensors outputs, long cpuNanos) {}
}
