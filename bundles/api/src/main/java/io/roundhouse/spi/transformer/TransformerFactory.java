package io.roundhouse.spi.transformer;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes one kind of step. Registered as a service with {@code roundhouse.name} (the step's name in {@code model.yaml})
 * and {@code roundhouse.version}.
 */
@ConsumerType
public interface TransformerFactory {
    /**
     * Makes the step for one model version. Called on a loading thread, never on a request's thread; may read files and
     * block.
     *
     * @param artifact the model's files, for a vocabulary beside the model for example
     * @param settings the step's section; the factory names the keys it knows with {@link Settings#allow}
     * @return the step; the caller closes it
     * @throws InferenceException {@code INVALID_CONFIGURATION} or {@code LOAD_FAILED}
     */
    Transformer create(ModelArtifact artifact, Settings settings);

    /**
     * What the step has to learn from data before it can be made with these settings. {@link #create} refuses settings
     * that lack it with {@code INVALID_CONFIGURATION}, saying that {@code roundhouse fit} learns them. As {@code create}
     * for threads and exceptions.
     *
     * @return empty when nothing is to be learnt, or when the settings hold it already
     */
    default Optional<Fitting> fitting(ModelArtifact artifact, Settings settings) {
        return Optional.empty();
    }
}
