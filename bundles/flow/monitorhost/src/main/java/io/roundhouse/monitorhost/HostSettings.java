package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Settings;

/**
 * What may wait for one monitor on one model.
 *
 * @param eventsMax events; the queue has room for the next power of two
 * @param bytesMax what the tensors of these events take
 */
record HostSettings(int eventsMax, long bytesMax) {
    private static final int EVENTS_MAX = 1 << 20;
    private static final long MEGABYTE = 1 << 20;

    static HostSettings of(Settings settings) {
        return new HostSettings(
                (int) settings.integer("buffer.events.max", 8192, 2, EVENTS_MAX),
                settings.integer("buffer.memory.max.mb", 64, 1, 65_536) * MEGABYTE);
    }
}
