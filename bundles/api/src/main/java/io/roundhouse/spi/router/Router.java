package io.roundhouse.spi.router;

import io.roundhouse.api.inference.InferenceRequest;
import org.osgi.annotation.versioning.ConsumerType;

/** Decides which arm of one model answers a request. */
@ConsumerType
@FunctionalInterface
public interface Router {
    /**
     * The route of one request. Called on many request threads at once, once a request, before anything else of the
     * model; must not block, and should take well below a microsecond.
     *
     * @param request only read; may not be kept
     * @return names of arms the router was made with; a name that is not one counts as a failure of the router, and
     *     then the first arm answers
     */
    Route route(InferenceRequest request);
}
