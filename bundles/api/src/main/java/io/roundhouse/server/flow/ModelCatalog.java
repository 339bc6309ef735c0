package io.roundhouse.server.flow;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.spi.router.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** The models that can answer now, read through immutable snapshots. */
@ProviderType
public interface ModelCatalog {
    /**
     * Which arm answers a request: that of the version or label it names, else what the model's router says. Never
     * blocks. A router that fails is contained: the first arm answers.
     *
     * @throws InferenceException {@code MODEL_NOT_FOUND}, {@code VERSION_NOT_FOUND}; {@code MODEL_NOT_READY} while the
     *     models are still being looked for
     */
    Route route(InferenceRequest request);

    /**
     * Which arm is to be asked as well, because the model's router finds this answer not good enough; empty when the
     * answer stands. As {@link #route}, once an answer; a request that names a version or a label is never asked about.
     *
     * @param response with all outputs, whatever the request asked for
     */
    default Optional<String> escalate(InferenceRequest request, InferenceResponse response) {
        return Optional.empty();
    }

    /**
     * Tells the model's router what an answer of that arm was worth, long after it was given. Any thread; never throws:
     * a router that fails is contained, and for a model or an arm that is not there any more nothing is done.
     *
     * @param reward 0 to 1, the more the better; anything else is dropped and counted as a failure
     */
    default void reward(String model, String arm, double reward) {}

    /** What the model's router counted, by words of its own; empty without a router, or where it fails. Any thread. */
    default Map<String, Long> counts(String model) {
        return Map.of();
    }

    /** The request headers, in lower case, that the model's router reads. Called once a request; never blocks. */
    default Set<String> headers(String model) {
        return Set.of();
    }

    /**
     * Holds an arm of a model open. Immediately when it is live; when it is not but should be, as between the end of
     * one engine and the start of the next, waits until it is or the deadline is past.
     *
     * @param arm as in a {@link Route}
     * @return held until it is closed; the caller closes it
     * @throws InferenceException {@code MODEL_NOT_READY} or {@code PLUGIN_MISSING} with what is missing; {@code
     *     MODEL_NOT_FOUND} when the model was removed meanwhile
     */
    ModelLease lease(String model, String arm, Deadline deadline);

    /** Every model version known, by name and version; a fresh snapshot. */
    List<ModelStatus> models();

    /** Whether every model that was there at the start is live or has failed. */
    boolean isSettled();
}
