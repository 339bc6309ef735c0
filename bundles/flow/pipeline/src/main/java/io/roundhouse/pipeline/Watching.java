package io.roundhouse.pipeline;

import io.roundhouse.api.inference.InferenceEvent.Outcome;
import io.roundhouse.spi.router.Route;

/** Lets the arms that watch a request have it too. Nobody waits for them, and nothing of them reaches the caller. */
@FunctionalInterface
interface Watching {
    /** Returns at once, and never throws. */
    void watch(Outcome live, Route route);

    /** Nobody watches. */
    static Watching none() {
        return (live, route) -> {};
    }
}
