package io.roundhouse.host;

import java.util.concurrent.atomic.LongAdder;

/** What a {@link Quarantine} did so far. */
final class QuarantineCounts {
    private final LongAdder struck = new LongAdder();
    private final LongAdder listed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void struck() {
        struck.increment();
    }

    void listed() {
        listed.increment();
    }

    void retried() {
        retried.increment();
    }

    void refused() {
        refused.increment();
    }

    long strikes() {
        return struck.sum();
    }

    long listings() {
        return listed.sum();
    }

    long retries() {
        return retried.sum();
    }

    long refusals() {
        return refused.sum();
    }
}
