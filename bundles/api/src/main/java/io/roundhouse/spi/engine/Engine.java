package io.roundhouse.spi.engine;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An inference engine. Registered as a service with {@code roundhouse.name} (what {@code model.yaml} calls it) and
 * {@code roundhouse.version} (the version of the engine inside, {@code 1.29.0}). Several versions of one name may be
 * registered at once, each from a bundle of its own. An engine that brings native code keeps it private to its bundle
 * revision, and when its service is gone and its models are closed nothing of it stays in the process.
 */
@ConsumerType
public interface Engine {
    /**
     * Loads a model. Called on a low-priority loading thread that ends afterwards, at most a few at a time, never on a
     * request's thread; may block, and is abandoned with its model when it takes longer than the server's load limit.
     *
     * @param artifact the files; they stay until the model is closed
     * @param settings the section {@code engine} of {@code model.yaml} without name and version; the engine names the
     *     keys it knows with {@link Settings#allow}
     * @return the model, ready to infer; the caller closes it
     * @throws InferenceException {@code INVALID_CONFIGURATION}: a setting is wrong; {@code LOAD_FAILED}: the files are;
     *     everything that was opened has been closed again
     */
    LoadedModel load(ModelArtifact artifact, Settings settings);
}
