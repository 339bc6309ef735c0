package io.roundhouse.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A clock that stands until it is told to go on, for every {@code LongSupplier nanoClock}. It begins near the overflow of
 * {@code long}, as {@link System#nanoTime()} may, so that code which compares times with {@code <} is found out. Any
 * thread.
 */
public final class FakeClock implements LongSupplier {
    private static final long BEGIN = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private final AtomicLong nanos = new AtomicLong(BEGIN);

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    /** Goes on by that much, at once for every thread. */
    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
