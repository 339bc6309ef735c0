package io.roundhouse.api.inference;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import java.util.Optional;

/** What monitors see. Immutable, and safe to keep; its tensors are only read. */
public sealed interface InferenceEvent {
    /** What came of one request on one arm. */
    sealed interface Outcome extends InferenceEvent {
        InferenceRequest request();

        Timing timing();
    }

    /** A request was answered. */
    record Answered(InferenceRequest request, InferenceResponse response) implements Outcome {
        @Override
        public Timing timing() {
            return response.timing();
        }
    }

    /**
     * A request was refused or failed.
     *
     * @param servedBy the arm that was to answer; empty when the request never reached one, and then the model's name
     *     in the request is whatever a client wrote
     */
    record Failed(InferenceRequest request, Optional<ServedBy> servedBy, InferenceException failure, Timing timing)
            implements Outcome {}

    /**
     * A request that one arm answered, or failed on, was shown to a watching arm too, and that one is done. Told on a
     * thread of the watching arms, after the watching arm's own {@link Answered} or {@link Failed}.
     *
     * @param watching its request has the id and inputs of the live one, and began when the watching arm did: time it
     *     waited to be shown is in no timing
     */
    record Compared(ServedBy liveArm, Outcome live, ServedBy watchingArm, Outcome watching) implements InferenceEvent {}

    /**
     * The model's router found an answer not good enough and had another arm asked. {@link Answered} follows: by that
     * arm, or, where it failed or there was no time for it, by the first after all.
     *
     * @param first the answer that was not good enough, with all its outputs; its timing is that of its own arm
     * @param arm the one asked next
     * @param failure why that one gave no answer; empty when it did
     */
    record Escalated(
            InferenceRequest request, InferenceResponse first, String arm, Optional<InferenceException> failure)
            implements InferenceEvent {}

    /** A model version came into a state; {@code reason} is empty unless something is wrong. */
    record ModelChanged(ModelId model, ModelState state, String reason) implements InferenceEvent {}
}
