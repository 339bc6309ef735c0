package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Settings;

/**
 * What may wait for one monitor on one model, and what all monitors together may cost.
 *
 * @param eventsMax events; the queue has room for the next power of two
 * @param bytesMax what the tensors of these events take
 * @param share of all processors' time, for all monitors that can do with a sample; 1 for all of it
 */
record HostSettings(int eventsMax, long bytesMax, double share) {
    private static final int EVENTS_MAX = 1 << 20;
    private static final long MEGABYTE = 1 << 20;

    static HostSettings of(Settings settings) {
        return new HostSettings(
                (int) settings.integer("buffer.events.max", 8192, 2, EVENTS_MAX),
                settings.integer("buffer.memory.max.mb", 64, 1, 65_536) * MEGABYTE,
                settings.integer("processor.share.max.percent", 1, 1, 100) / 100.0);
    }
}
