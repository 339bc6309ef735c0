package io.roundhouse.metrics;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pipeline would tell. */
final class Events {
    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private Events() {}

    static String traceparent() {
        return "00-" + TRACE + "-00f067aa0ba902b7-01";
    }

    /** The same from a caller that traces. */
    static InferenceEvent traced(InferenceEvent event) {
        InferenceEvent.Answered answered = (InferenceEvent.Answered) event;
        InferenceRequest from = answered.request();
        InferenceRequest request = new InferenceRequest(
                from.id(),
                from.model(),
                from.version(),
                from.inputs(),
                from.outputs(),
                from.parameters(),
                Map.of("traceparent", traceparent()),
                from.priority(),
                from.deadline(),
                from.receivedNanos());
        return new InferenceEvent.Answered(request, answered.response());
    }

    static ServedBy arm(String version, String arm) {
        return new ServedBy(new ModelId("fraud", version), arm, "onnxruntime", "1.29.0");
    }

    static InferenceEvent answered(ServedBy servedBy, int rows, Timing timing) {
        return new InferenceEvent.Answered(
                request("fraud", rows), new InferenceResponse("r", servedBy, Tensors.empty(), timing));
    }

    static InferenceEvent flagged(ServedBy servedBy, String... flags) {
        return new InferenceEvent.Answered(
                request("fraud", 1),
                new InferenceResponse("r", servedBy, Tensors.empty(), timing(1, 1), List.of(flags)));
    }

    static InferenceEvent escalated(ServedBy servedBy, int rows, Timing timing, String arm, ErrorCode... failure) {
        return new InferenceEvent.Escalated(
                request("fraud", rows),
                new InferenceResponse("r", servedBy, Tensors.empty(), timing),
                arm,
                Arrays.stream(failure).findFirst().map(code -> new InferenceException(code, "no")));
    }

    static InferenceEvent failed(ServedBy servedBy, ErrorCode code) {
        return new InferenceEvent.Failed(
                request("fraud", 1), Optional.of(servedBy), new InferenceException(code, "no"), timing(0, 0));
    }

    static InferenceEvent refused(String model, ErrorCode code) {
        return new InferenceEvent.Failed(
                request(model, 1), Optional.empty(), new InferenceException(code, "no"), timing(0, 0));
    }

    static InferenceEvent changed(String version, ModelState state) {
        return new InferenceEvent.ModelChanged(new ModelId("fraud", version), state, "");
    }

    static Timing timing(int batchRows, int executions) {
        return new Timing(1_000, 2_000, 300_000, 400_000, batchRows, executions);
    }

    private static InferenceRequest request(String model, int rows) {
        Tensors inputs = Tensors.of("x", Tensor.ofFloats(Shape.of(rows, 1), new float[rows]));
        return InferenceRequest.of("r", model, inputs, new Deadline(0), 0);
    }
}
