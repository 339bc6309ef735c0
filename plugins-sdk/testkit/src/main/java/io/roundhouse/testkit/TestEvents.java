package io.roundhouse.testkit;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Events of every kind about one model. */
final class TestEvents {
    private static final Timing TIMING = new Timing(1_000, 2_000, 3_000, 10_000, 1, 1);

    private TestEvents() {}

    /** All kinds with all codes and states, made from one that was answered. */
    static List<InferenceEvent> everyKind(Answered answered) {
        InferenceRequest request = answered.request();
        ServedBy arm = answered.response().servedBy();
        List<InferenceEvent> events = new ArrayList<>();
        events.add(answered);
        events.add(refused(request.model()));
        events.add(new InferenceEvent.Escalated(request, answered.response(), "large", Optional.empty()));
        for (ErrorCode code : ErrorCode.values()) {
            InferenceException failure = new InferenceException(code, "a failure for a test");
            events.add(new InferenceEvent.Failed(request, Optional.of(arm), failure, TIMING));
            events.add(new InferenceEvent.Escalated(request, answered.response(), "large", Optional.of(failure)));
        }
        ServedBy watching =
                new ServedBy(new ModelId(arm.model().name(), "2"), "shadow", arm.engine(), arm.engineVersion());
        events.add(new InferenceEvent.Compared(arm, answered, watching, answered));
        events.add(new InferenceEvent.Compared(
                arm,
                answered,
                watching,
                new InferenceEvent.Failed(
                        request,
                        Optional.of(watching),
                        new InferenceException(ErrorCode.ENGINE_FAILED, "a failure for a test"),
                        TIMING)));
        for (ModelState state : ModelState.values()) {
            events.add(new InferenceEvent.ModelChanged(arm.model(), state, "a reason"));
        }
        return events;
    }

    /** A request that reached no arm. */
    static InferenceEvent.Failed refused(String model) {
        InferenceRequest request =
                InferenceRequest.of("3", model, Tensors.empty(), TestRequests.later(), System.nanoTime());
        InferenceException failure = new InferenceException(ErrorCode.MODEL_NOT_FOUND, "no model is named so");
        return new InferenceEvent.Failed(request, Optional.empty(), failure, new Timing(0, 0, 0, 100, 0, 0));
    }
}
