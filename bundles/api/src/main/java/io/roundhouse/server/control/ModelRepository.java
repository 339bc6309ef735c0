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

    /**
     * Reads any model folder without serving it: what {@code model.yaml} and the version folders say, as they lie there
     * now. Nothing is copied: artifacts point into the folder. A version may lack its model, as one whose steps have to
     * learn before there is any; where there is no version at all, it is {@code 1}, whose folder {@link #write} makes.
     *
     * @param folder its name is the model's
     * @throws InferenceException {@code MODEL_NOT_FOUND}: no such folder; {@code INVALID_CONFIGURATION} with place and
     *     reason
     */
    ModelDefinition read(Path folder);

    /**
     * Writes what was learnt into a version's folder, whole or not at all: who reads meanwhile, or after a crash, finds
     * the old file or the new one.
     *
     * @throws InferenceException {@code INVALID_CONFIGURATION}: the folder cannot be written, or this is too large to be
     *     read again
     */
    void write(Path versionFolder, Fitted fitted);
}
