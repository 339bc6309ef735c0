package io.roundhouse.api.inference;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import java.util.Optional;

/** What monitors see. Immutable, and safe to keep; its tensors are only read. */
public sealed interface InferenceEvent {
    /** A request was answered. */
    record Answered(InferenceRequest request, InferenceResponse response) implements InferenceEvent {}

    /**
     * A request was refused or failed.
     *
     * @param servedBy the arm that was to answer; empty when the request never reached one, and then the model's name
     *     in the request is whatever a client wrote
     */
    record Failed(InferenceRequest request, Optional<ServedBy> servedBy, InferenceException failure, Timing timing)
            implements InferenceEvent {}

    /** A model version came into a state; {@code reason} is empty unless something is wrong. */
    record ModelChanged(ModelId model, ModelState state, String reason) implements InferenceEvent {}
}
