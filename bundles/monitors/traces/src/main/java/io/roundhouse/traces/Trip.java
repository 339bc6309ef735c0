package io.roundhouse.traces;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.inference.InferenceEvent.Outcome;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.inference.TraceContext;
import java.util.Optional;

/**
 * What is kept of a request until its spans are sent: words and numbers, and none of its tensors.
 *
 * @param parentId the caller's span; empty where this is the first of its trace
 * @param model as asked for; {@code servedBy} has what answered
 * @param startNanos since 1970
 */
record Trip(
        String traceId,
        String spanId,
        String parentId,
        String state,
        String requestId,
        String model,
        Optional<ServedBy> servedBy,
        Optional<ErrorCode> failure,
        Timing timing,
        long rows,
        long startNanos) {
    private static final int TEXT_LENGTH_MAX = 256; // of what a client wrote

    static Trip of(Outcome outcome, Optional<TraceContext> caller, String newTraceId, long startNanos) {
        InferenceRequest request = outcome.request();
        return new Trip(
                caller.map(TraceContext::traceId).orElse(newTraceId),
                TraceContext.spanId(request),
                caller.map(TraceContext::parentId).orElse(""),
                caller.map(TraceContext::state).orElse(""),
                cut(request.id()),
                cut(request.model()),
                servedBy(outcome),
                outcome instanceof Failed failed ? Optional.of(failed.failure().code()) : Optional.empty(),
                outcome.timing(),
                request.inputs().rows(),
                startNanos);
    }

    private static Optional<ServedBy> servedBy(Outcome outcome) {
        return outcome instanceof Answered answered
                ? Optional.of(answered.response().servedBy())
                : ((Failed) outcome).servedBy();
    }

    private static String cut(String text) {
        return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX);
    }
}
