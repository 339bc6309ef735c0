package io.roundhouse.traces;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Outcome;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pipeline would tell. */
final class Given {
    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    static final String CALLER = "00f067aa0ba902b7";
    static final ServedBy STABLE = new ServedBy(new ModelId("fraud", "7"), "stable", "onnxruntime", "1.29.0");

    private Given() {}

    static Map<String, String> traced(boolean sampled) {
        return Map.of("traceparent", "00-" + TRACE + "-" + CALLER + (sampled ? "-01" : "-00"), "tracestate", "a=1");
    }

    static InferenceRequest request(String id, Map<String, String> headers, long receivedNanos) {
        Tensors inputs = Tensors.of("x", Tensor.ofFloats(Shape.of(3, 1), new float[3]));
        return new InferenceRequest(
                id, "fraud", Optional.empty(), inputs, List.of(), Map.of(), headers, 0, new Deadline(0), receivedNanos);
    }

    static Outcome answered(InferenceRequest request) {
        return new InferenceEvent.Answered(
                request,
                new InferenceResponse(
                        request.id(), STABLE, Tensors.empty(), new Timing(1_000, 2_000, 300_000, 400_000, 5, 1)));
    }

    static Outcome failed(InferenceRequest request, ErrorCode code, ServedBy... servedBy) {
        return new InferenceEvent.Failed(
                request,
                List.of(servedBy).stream().findFirst(),
                new InferenceException(code, "the secret is 42"),
                new Timing(1_000, 0, 0, 2_000, 0, 0));
    }
}
