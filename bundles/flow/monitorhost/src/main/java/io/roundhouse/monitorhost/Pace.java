package io.roundhouse.monitorhost;

import java.time.Duration;

/**
 * How long a monitor's thread stays away, as nobody wakes it: short while much comes and long while little does, so that
 * it finds some dozens of events each time. One thread.
 */
final class Pace {
    /** Events of one call at most; when so many were there, more may be. */
    static final int BATCH_MAX = 256;

    static final long PAUSE_MIN_NANOS = Duration.ofMillis(4).toNanos();

    /** In so long 30,000 requests a second leave 7,500 events, which the buffer has room for unless it is set smaller. */
    static final long PAUSE_MAX_NANOS = Duration.ofMillis(250).toNanos();

    private static final int MANY = 128;
    private static final int FEW = 48;

    private long pauseNanos = PAUSE_MIN_NANOS;

    /** How long to stay away after so many events were taken. */
    long after(int taken) {
        if (taken >= BATCH_MAX) {
            pauseNanos = PAUSE_MIN_NANOS;
            return 0;
        }
        if (taken > MANY) {
            pauseNanos = Math.max(PAUSE_MIN_NANOS, pauseNanos / 2);
        } else if (taken < FEW) {
            pauseNanos = Math.min(PAUSE_MAX_NANOS, pauseNanos * 2);
        }
        return pauseNanos;
    }
}
