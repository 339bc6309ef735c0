package io.roundhouse.spi.transformer;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensors;
import org.osgi.annotation.versioning.ProviderType;

/** The request that a step works for, as far as steps may know it. Valid during one call, on its thread. */
@ProviderType
public interface StepContext {
    /** The most marks that an answer carries; further ones are dropped. */
    int FLAGS_MAX = 32;

    /** The moment after which nobody waits for the answer. */
    Deadline deadline();

    /**
     * Marks the answer: it is given, but something was not as it should be. Stands in the answer's parameters and is
     * counted.
     *
     * @param flag what, as one short sentence: row, column, value, bound; cut at 256 characters
     */
    void flag(String flag);

    /**
     * Asks another model, on this thread, within the same deadline and in the place that the request has in the server.
     *
     * @param inputs as that model's clients send them
     * @return all its outputs
     * @throws InferenceException that model has no answer; or models ask each other more than 8 deep
     */
    Tensors ask(String model, Tensors inputs);

    /** No request in particular: time without end, flags that nobody reads, no other model; for offline work and tests. */
    static StepContext none() {
        return NoRequest.INSTANCE;
    }
}
