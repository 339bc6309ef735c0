package io.roundhouse.testkit;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.tensor.Tensors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests with what a test cares for, and sensible values elsewhere. */
public final class TestRequests {
    private TestRequests() {}

    /** A deadline nobody reaches in a test. */
    public static Deadline later() {
        return Deadline.after(Duration.ofMinutes(1), System.nanoTime());
    }

    /** A deadline that is over. */
    public static Deadline past() {
        return Deadline.after(Duration.ofSeconds(-1), System.nanoTime());
    }

    /** A request for model {@code test} with these inputs. */
    public static InferenceRequest of(String id, Tensors inputs) {
        return InferenceRequest.of(id, "test", inputs, later(), System.nanoTime());
    }

    /** A request for model {@code test} without inputs, with headers in lower case. */
    public static InferenceRequest withHeaders(String id, Map<String, String> headers) {
        return new InferenceRequest(
                id,
                "test",
                Optional.empty(),
                Tensors.empty(),
                List.of(),
                Map.of(),
                headers,
                0,
                later(),
                System.nanoTime());
    }
}
