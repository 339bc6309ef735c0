package io.roundhouse.traces;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Outcome;
import io.roundhouse.api.inference.TraceContext;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Puts what is sampled into the queue. On a request's thread: one that is not sampled costs a look at its headers. */
final class SpanMonitor implements InferenceMonitor {
    private final Sampling sampling;
    private final SpanQueue queue;
    private final LongSupplier nanoClock;
    private final LongSupplier wallMillis;

    SpanMonitor(Sampling sampling, SpanQueue queue, LongSupplier nanoClock, LongSupplier wallMillis) {
        this.sampling = sampling;
        this.queue = queue;
        this.nanoClock = nanoClock;
        this.wallMillis = wallMillis;
    }

    @Override
    public void on(InferenceEvent event) {
        if (event instanceof Outcome outcome) {
            Optional<TraceContext> caller = TraceContext.of(outcome.request());
            if (sampling.takes(caller)) {
                long age = nanoClock.getAsLong() - outcome.request().receivedNanos();
                long start = TimeUnit.MILLISECONDS.toNanos(wallMillis.getAsLong()) - age;
                queue.offer(Trip.of(outcome, caller, caller.isPresent() ? "" : newTraceId(), start));
            }
        }
    }

    private static String newTraceId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong() | 1) + hex.toHexDigits(random.nextLong()); // not all 0
    }
}
