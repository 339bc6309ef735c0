package io.roundhouse.pipeline;

import io.roundhouse.api.config.Settings;
import java.time.Duration;

/**
 * What shadows may cost.
 *
 * @param threads shadow requests answered at once
 * @param queueMax shadow requests that wait for one arm; more are left out
 * @param memoryMax bytes that all waiting shadow requests may keep, the live answers they are compared with included
 * @param loadMaxPercent a shadow request begins only while fewer requests than this share of the processors are inside
 * @param idleMinPercent the share of all processors that shadows leave idle; they have what is idle beyond it
 * @param waitMax one that waited so long is left out
 * @param silenceMax an arm that gets nothing for so long is an alarm
 */
record PipelineSettings(
        int threads,
        int queueMax,
        long memoryMax,
        int loadMaxPercent,
        int idleMinPercent,
        Duration waitMax,
        Duration silenceMax) {
    private static final Duration TIME_MAX = Duration.ofHours(1);

    /** Reads and checks; a value out of bounds is answered with its key, what was found and what is allowed. */
    static PipelineSettings of(Settings settings) {
        return new PipelineSettings(
                (int) settings.integer("shadow.threads", 2, 1, 256),
                (int) settings.integer("shadow.queue.max", 1024, 1, 65_536),
                settings.integer("shadow.memory.max.mb", 64, 1, 65_536) << 20,
                (int) settings.integer("shadow.load.max.percent", 50, 1, 1000),
                (int) settings.integer("shadow.idle.min.percent", 30, 0, 100),
                settings.duration("shadow.wait.max", Duration.ofSeconds(1), TIME_MAX),
                settings.duration("shadow.silence.max", Duration.ofMinutes(1), TIME_MAX));
    }
}
