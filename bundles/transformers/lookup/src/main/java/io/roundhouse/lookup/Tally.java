package io.roundhouse.lookup;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of a step's keys; and once a minute a line in the log, when something is not as it should be. */
final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lookup");
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder reads = new LongAdder();
    final LongAdder staleRows = new LongAdder();
    private final Map<Cause, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<Cause, LongAdder> fallbackRows = new ConcurrentHashMap<>();
    private volatile double ageSeconds;

    private final String step;
    private final LongSupplier nanoClock;
    private final AtomicLong quietUntil;

    /** @param step how the log calls it */
    Tally(String step, LongSupplier nanoClock) {
        this.step = step;
        this.nanoClock = nanoClock;
        this.quietUntil = new AtomicLong(nanoClock.getAsLong());
    }

    void read() {
        reads.increment();
    }

    /** A read that brought nothing. */
    void failed(Cause cause, String reason) {
        failures.computeIfAbsent(cause, any -> new LongAdder()).increment();
        long now = nanoClock.getAsLong();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET_NANOS)) {
            LOG.warn(
                    "lookup degraded {} cause={} reason=\"{}\" failures={}",
                    step,
                    cause.label(),
                    reason.isEmpty() ? cause.sentence() : reason,
                    failures);
        }
    }

    void fallback(Cause cause, int rows) {
        fallbackRows.computeIfAbsent(cause, any -> new LongAdder()).add(rows);
    }

    void age(double seconds) {
        ageSeconds = seconds;
    }

    double ageSeconds() {
        return ageSeconds;
    }

    Map<Cause, LongAdder> failures() {
        return failures;
    }

    Map<Cause, LongAdder> fallbackRows() {
        return fallbackRows;
    }
}
