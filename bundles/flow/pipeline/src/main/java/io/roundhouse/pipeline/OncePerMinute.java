package io.roundhouse.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Counts what goes wrong on the path of requests, and reports it at once, but no more than once a minute. */
final class OncePerMinute {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoClock;
    private final AtomicLong unreported = new AtomicLong();
    private final AtomicLong nextReportNanos;

    OncePerMinute(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.nextReportNanos = new AtomicLong(nanoClock.getAsLong());
    }

    /** @param report told how often it happened since the last report */
    void count(LongConsumer report) {
        unreported.incrementAndGet();
        long now = nanoClock.getAsLong();
        long next = nextReportNanos.get();
        if (now - next >= 0 && nextReportNanos.compareAndSet(next, now + MINUTE)) {
            report.accept(unreported.getAndSet(0));
        }
    }
}
