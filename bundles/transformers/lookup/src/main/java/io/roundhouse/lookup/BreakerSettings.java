package io.roundhouse.lookup;

import io.roundhouse.api.config.Settings;
import java.time.Duration;

/**
 * When a store is left in peace.
 *
 * @param window the reads that are looked at
 * @param failuresPercent so many of them failed, or came after the deadline
 * @param pause until it is tried again
 */
record BreakerSettings(int window, int failuresPercent, Duration pause) {
    static BreakerSettings of(Settings section) {
        section.allow("window", "failures", "pause");
        Duration pause = section.duration("pause", Duration.ofSeconds(5), Duration.ofHours(1));
        if (pause.isZero()) {
            throw section.invalid("pause", "must be more than nothing", null);
        }
        return new BreakerSettings(
                (int) section.integer("window", 20, 2, 1_000), (int) section.integer("failures", 50, 1, 100), pause);
    }
}
