package io.roundhouse.server.control;

import io.roundhouse.api.model.ModelId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes what is served equal what is wanted. The repository tells what it found; each call returns at once and the work
 * is done on the lifecycle's own threads.
 */
@ProviderType
public interface ModelLifecycle {
    /**
     * This is to be served: loads what is new, then publishes it, then closes what it replaces. When a part of it fails,
     * the definition before stays in force and the failure is reported with its reason.
     */
    void apply(ModelDefinition wanted);

    /** Nothing of that name is to be served any more; drains and closes. Unknown names are ignored. */
    void remove(String name);

    /**
     * A definition could not be made, for a reason a person can mend. What is live stays; the reason is reported, until
     * the next {@link #apply} or {@link #remove} of that name.
     *
     * @param id the version at fault, or any version word where all are
     */
    void reject(ModelId id, String reason);

    /** What a section decides of that model ({@link ModelSection#shape}) is another thing now. Unknown names are ignored. */
    void reshape(String name);

    /**
     * That arm gets no new requests until {@link #resume}: what would go to it goes to the others, by their weights. Who names
     * the arm or its version still gets it, and where no other arm can answer it does. Said again, nothing changes. It is not
     * remembered over a restart: whoever wants it says it again, also before the models are found.
     *
     * @throws io.roundhouse.api.error.InferenceException {@code MODEL_NOT_FOUND}; {@code INVALID_REQUEST}: no such arm, one
     *     that only watches, or the last one that answers. Then nothing was changed
     */
    void drain(String model, String arm);

    /** That arm gets its requests again. Unknown names are ignored. */
    void resume(String model, String arm);

    /** Everything that was there at the first look has been told. Called once. */
    void firstLookDone();
}
