package io.roundhouse.api.inference;

import java.time.Duration;

/**
 * The moment after which nobody waits for the answer.
 *
 * @param nanoTime on the scale of {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {
    /** That long after {@code nowNanos}. */
    public static Deadline after(Duration time, long nowNanos) {
        return new Deadline(nowNanos + time.toNanos());
    }

    /** Nanoseconds left at {@code nowNanos}; negative when it is past. */
    public long remainingNanos(long nowNanos) {
        return nanoTime - nowNanos;
    }

    public boolean isPast(long nowNanos) {
        return remainingNanos(nowNanos) <= 0;
    }

    /** The later of two, whatever the origin of the clock. */
    public Deadline later(Deadline other) {
        return other.nanoTime - nanoTime > 0 ? other : this;
    }
}
