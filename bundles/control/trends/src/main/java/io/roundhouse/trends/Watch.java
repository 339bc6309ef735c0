package io.roundhouse.trends;

import io.roundhouse.server.control.Metrics;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks at the numbers four times a minute, at its quarters. One thread. */
final class Watch {
    private static final long NEVER = Long.MIN_VALUE;

    private final Supplier<Optional<Metrics>> metrics;
    private final Recorder recorder;
    private final LongSupplier wallMillis;
    private final AtomicLong failures = new AtomicLong();
    private long looked = NEVER;
    private volatile String trouble = "";

    Watch(Supplier<Optional<Metrics>> metrics, Recorder recorder, LongSupplier wallMillis) {
        this.metrics = metrics;
        this.recorder = recorder;
        this.wallMillis = wallMillis;
    }

    /** Looks if it is time. */
    void pass() {
        long now = wallMillis.getAsLong();
        long quarter = Math.floorDiv(now, Recorder.LOOK_MILLIS);
        if (quarter == looked) {
            return;
        }
        looked = quarter;
        Optional<Metrics> there = metrics.get();
        if (there.isEmpty()) {
            trouble =
                    "nobody tells numbers, as their bundle is not running; feature:install roundhouse-metrics brings it";
            return;
        }
        try {
            recorder.look(there.get().samples(), now);
            trouble = "";
        } catch (RuntimeException | LinkageError e) { // of a bundle that is being exchanged, say
            failures.incrementAndGet();
            trouble = "the numbers cannot be read: " + e;
        }
    }

    /** Why it cannot look; empty when it can. */
    String trouble() {
        return trouble;
    }

    long failures() {
        return failures.get();
    }
}
