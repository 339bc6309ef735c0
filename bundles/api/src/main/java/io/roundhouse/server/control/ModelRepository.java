package io.roundhouse.server.control;

import io.roundhouse.api.error.InferenceException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The folder of models: what an operator may do with it. */
@ProviderType
public interface ModelRepository {
    /** Where the models lie. */
    Path directory();

    /** The names of the model folders there, whether loaded or not, sorted. */
    List<String> names();

    /**
     * Reads the model's folder now, also when it was unloaded before, and waits until it is live or has failed.
     *
     * @throws InferenceException {@code MODEL_NOT_FOUND}: no such folder; {@code INVALID_CONFIGURATION} or {@code
     *     LOAD_FAILED} with the reason
     */
    void load(String name);

    /**
     * Takes the model out of service, until it is loaded again or its folder changes; waits until it is closed.
     *
     * @throws InferenceException {@code MODEL_NOT_FOUND}
     */
    void unload(String name);
}
