package io.roundhouse.spi.router;

import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Decides which arm of one model answers a request. */
@ConsumerType
@FunctionalInterface
public interface Router {
    /** What is kept of a router over a restart, keys and texts. */
    int MEMORY_CHARS_MAX = 16_384;

    /**
     * The route of one request. Called on many request threads at once, once a request, before anything else of the
     * model; must not block, and should take well below a microsecond. A request that names a version or a label does
     * not come here.
     *
     * @param request only read; may not be kept
     * @return names of arms the router was made with; a name that is not one counts as a failure of the router, and
     *     then the first arm answers
     */
    Route route(InferenceRequest request);

    /**
     * Whether another arm is to be asked too, because this answer is not good enough. Called on the request's thread
     * once an arm has answered, and again after the next; must not block. Where the other arm fails, or there is no time
     * left for it, the answer before is given.
     *
     * @param request only read; may not be kept
     * @param response of the arm it names, with all outputs, whatever the request asked for; only read, may not be kept
     * @return an arm the router was made with that has not answered this request yet; empty, as by default, when the
     *     answer stands. Anything else counts as a failure of the router, and the answer stands
     */
    default Optional<String> escalate(InferenceRequest request, InferenceResponse response) {
        return Optional.empty();
    }

    /**
     * What an answer of that arm turned out to be worth, maybe long after it was given and in any order; by default
     * nobody learns from it. Called on any thread, several at once, but not on a request's; should take well below a
     * millisecond, and must not block.
     *
     * @param arm one that the router was made with
     * @param reward 0 to 1, the more the better; never NaN
     */
    default void reward(String arm, double reward) {}

    /**
     * What it counted since the server started, by a few words of its own, as {@code requests without key}; shown to
     * operators. Any thread; must not block. Nothing by default.
     */
    default Map<String, Long> counts() {
        return Map.of();
    }

    /**
     * What it learnt and a restart must not take away, by words of its own; nothing by default. Asked every few seconds on
     * a thread of its own; must not block. What is empty is not kept, and what was kept before stays.
     *
     * @return at most {@value #MEMORY_CHARS_MAX} characters in all; more is not kept
     */
    default Map<String, String> memory() {
        return Map.of();
    }

    /**
     * What {@link #memory} said some seconds before the server ended, or this router's bundle was replaced. Called once at
     * most, by the one who made it, before anything else and only where it took over from no other router; must not block.
     * What does not fit its arms any more, or is damaged, it passes over.
     */
    default void recall(Map<String, String> memory) {}

    /**
     * The request headers it reads, in lower case: the edge hands on only what is read. Asked once, when the router has
     * been made; none by default.
     */
    default Set<String> headers() {
        return Set.of();
    }
}
