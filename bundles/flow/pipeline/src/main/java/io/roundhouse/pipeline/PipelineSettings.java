package io.roundhouse.pipeline;

import io.roundhouse.api.config.Settings;

/**
 * What shadows may cost.
 *
 * @param shadowThreads shadow requests answered at once
 * @param shadowQueueMax shadow requests that wait for a thread; more are left out
 */
record PipelineSettings(int shadowThreads, int shadowQueueMax) {
    /** Reads and checks; a value out of bounds is answered with its key, what was found and what is allowed. */
    static PipelineSettings of(Settings settings) {
        return new PipelineSettings((int) settings.integer("shadow.threads", 2, 1, 256), (int)
                settings.integer("shadow.queue.max", 64, 1, 65_536));
    }
}
