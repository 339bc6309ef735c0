package io.roundhouse.admission;

import io.roundhouse.api.config.Settings;
import java.time.Duration;

/**
 * How many may be inside, how many may wait, and how long.
 *
 * @param concurrencyMax requests that run at once
 * @param queueLengthMax requests that wait for one of these places; 0 refuses at once
 * @param queueWaitMax the longest wait, even when the request's deadline is later
 * @param drainTimeout how long a stopping server waits for the requests inside
 */
record AdmissionSettings(int concurrencyMax, int queueLengthMax, Duration queueWaitMax, Duration drainTimeout) {
    private static final int COUNT_MAX = 65_536;
    private static final Duration WAIT_MAX = Duration.ofMinutes(10);

    /** Reads and checks; a value out of bounds is answered with its key, what was found and what is allowed. */
    static AdmissionSettings of(Settings settings) {
        return new AdmissionSettings(
                (int) settings.integer("concurrency.max", 128, 1, COUNT_MAX),
                (int) settings.integer("queue.length.max", 96, 0, COUNT_MAX),
                settings.duration("queue.wait.max", Duration.ofSeconds(10), WAIT_MAX),
                settings.duration("drain.timeout", Duration.ofSeconds(20), WAIT_MAX));
    }

    /** With so many percent of the places and of the queue taken away; one place is always left. */
    AdmissionSettings without(int percent) {
        return new AdmissionSettings(
                Math.max(1, part(concurrencyMax, percent)), part(queueLengthMax, percent), queueWaitMax, drainTimeout);
    }

    private static int part(int whole, int percent) {
        return (int) ((long) whole * (100 - percent) / 100);
    }
}
