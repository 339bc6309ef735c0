package io.roundhouse.pipeline;

import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Outcome;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.server.flow.ModelCatalog;

/**
 * A request that an arm is to watch, with what came of it on the arm that answers.
 *
 * @param bytes about what it keeps in memory
 */
record ShadowTask(ModelCatalog catalog, String arm, ServedBy liveArm, Outcome live, long bytes, long sinceNanos) {
    private static final long OBJECTS = 2048; // the request's id, headers, tensors as objects

    static ShadowTask of(ModelCatalog catalog, String arm, ServedBy liveArm, Outcome live, long nowNanos) {
        long bytes = OBJECTS + live.request().inputs().byteSize();
        if (live instanceof Answered answered) {
            bytes += answered.response().outputs().byteSize();
        }
        return new ShadowTask(catalog, arm, liveArm, live, bytes, nowNanos);
    }
}
