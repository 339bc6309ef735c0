package io.roundhouse.api.inference;

import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, decoded. Immutable.
 *
 * @param id the client's, or one the edge made; never empty
 * @param model the name asked for
 * @param version the version asked for; when empty, and no label is asked for either, the model's router decides
 * @param label the arm asked for, or a word that {@code model.yaml} gives to a version
 * @param inputs what the client sent, under the client's names
 * @param outputs the outputs asked for, in order; empty means all
 * @param parameters the protocol's request parameters, values as text
 * @param headers what the edge passes on, names in lower case; {@code traceparent} among them
 * @param priority 0 as the server decides, 1 the highest
 * @param receivedNanos when its last byte was read, on the scale of {@link System#nanoTime()}
 */
public record InferenceRequest(
        String id,
        String model,
        Optional<String> version,
        Optional<String> label,
        Tensors inputs,
        List<String> outputs,
        Map<String, String> parameters,
        Map<String, String> headers,
        int priority,
        Deadline deadline,
        long receivedNanos) {
    public InferenceRequest {
        outputs = List.copyOf(outputs);
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    /** A request that asks for no label. */
    public InferenceRequest(
            String id,
            String model,
            Optional<String> version,
            Tensors inputs,
            List<String> outputs,
            Map<String, String> parameters,
            Map<String, String> headers,
            int priority,
            Deadline deadline,
            long receivedNanos) {
        this(
                id,
                model,
                version,
                Optional.empty(),
                inputs,
                outputs,
                parameters,
                headers,
                priority,
                deadline,
                receivedNanos);
    }

    /** Whether it names a version or a label, so that no router is asked. */
    public boolean isPinned() {
        return version.isPresent() || label.isPresent();
    }

    /** A request with nothing but what every request has; for the shell, warm-up and tests. */
    public static InferenceRequest of(String id, String model, Tensors inputs, Deadline deadline, long receivedNanos) {
        return new InferenceRequest(
                id, model, Optional.empty(), inputs, List.of(), Map.of(), Map.of(), 0, deadline, receivedNanos);
    }
}
