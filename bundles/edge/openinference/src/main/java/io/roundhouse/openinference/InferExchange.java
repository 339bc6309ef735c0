package io.roundhouse.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.Inference;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.openinference.PathSegments.OfModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** One {@code infer}: bytes in, the pipeline, bytes out. Knows no HTTP. */
final class InferExchange {
    private static final String PRIORITY = "priority";
    private static final String TIMEOUT = "timeout";
    private static final String BINARY_OUTPUT = "binary_data_output";

    private final String idPrefix = Long.toHexString(ThreadLocalRandom.current().nextLong()) + "-";
    private final AtomicLong ids = new AtomicLong();
    private final Limits limits;
    private final LongSupplier nanoClock;
    private final RequestReader reader;
    private final ResponseWriter writer;

    InferExchange(JsonFactory json, Limits limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.reader = new RequestReader(json, limits);
        this.writer = new ResponseWriter(json);
    }

    /**
     * A request, read.
     *
     * @param clientId empty when the client gave none
     */
    record Parsed(InferenceRequest request, String clientId, ResponseWriter.Asked asked) {}

    Parsed parse(OfModel model, Body body, Map<String, String> headers) {
        return parsed(model, reader.read(body), headers);
    }

    Parsed parsed(OfModel model, Draft draft, Map<String, String> headers) {
        long receivedNanos = nanoClock.getAsLong();
        Map<String, String> parameters = draft.parameters;
        requireNoSequence(parameters);
        long priority = Parameters.whole(parameters, PRIORITY, 0);
        if (priority > Integer.MAX_VALUE) {
            throw Refusal.request("parameter 'priority' must be 0 to " + Integer.MAX_VALUE + ", was " + priority);
        }
        String id = draft.id.isEmpty() ? idPrefix + ids.incrementAndGet() : draft.id;
        InferenceRequest request = new InferenceRequest(
                id,
                model.name(),
                model.version(),
                model.label(),
                tensors(draft),
                draft.outputs,
                parameters,
                headers,
                (int) priority,
                new Deadline(receivedNanos + timeoutNanos(parameters)),
                receivedNanos);
        boolean binary = Boolean.TRUE.equals(Parameters.flag(parameters, BINARY_OUTPUT));
        return new Parsed(request, draft.id, new ResponseWriter.Asked(draft.outputs, draft.outputsBinary, binary));
    }

    /** Answers into {@code out}; returns as {@link ResponseWriter#write}. */
    int answer(Inference inference, Parsed parsed, Output out) throws IOException {
        InferenceResponse response;
        try {
            response = inference.infer(parsed.request());
        } catch (OutOfMemoryError e) {
            throw outOfMemory();
        }
        return writer.write(response, parsed.clientId(), parsed.asked(), out);
    }

    static InferenceException outOfMemory() {
        return new InferenceException(ErrorCode.OVERLOADED, "the server has no memory for a request of this size now");
    }

    private long timeoutNanos(Map<String, String> parameters) {
        long micros = Parameters.whole(parameters, TIMEOUT, 0);
        long max = limits.timeoutMax().toNanos();
        return micros == 0
                ? limits.timeout().toNanos()
                : Math.min(max, TimeUnit.MICROSECONDS.toNanos(Math.min(micros, max)));
    }

    private static void requireNoSequence(Map<String, String> parameters) {
        String sequence = parameters.getOrDefault("sequence_id", "");
        if (!sequence.isEmpty() && !sequence.equals("0")) {
            throw Refusal.unsupported("sequences are not offered");
        }
    }

    private static Tensors tensors(Draft draft) {
        List<Draft.Input> inputs = draft.inputs == null ? List.of() : draft.inputs;
        List<String> names = new ArrayList<>(inputs.size());
        List<Tensor> tensors = new ArrayList<>(inputs.size());
        for (Draft.Input input : inputs) {
            if (input.name != null && input.tensor != null) {
                names.add(input.name);
                tensors.add(input.tensor);
            }
        }
        return Tensors.of(names, tensors);
    }
}
