package io.roundhouse.admin;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Wrong tokens by address and minute. Nobody guesses 32 random bytes; this keeps the log and the answers short while somebody
 * tries. So a right token is never refused for the wrong ones of others behind the same address.
 */
final class Guesses {
    static final int MAX = 10;
    static final int ADDRESSES_MAX = 1_024;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final String REST = ""; // of whom there are too many to tell apart

    private final LongSupplier nanoClock;
    private final Map<String, Integer> counts = new HashMap<>(); // guarded by this
    private long begunNanos; // guarded by this

    Guesses(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.begunNanos = nanoClock.getAsLong();
    }

    /** How many it makes with this one, in this minute. */
    synchronized int wrong(String address) {
        if (nanoClock.getAsLong() - begunNanos >= MINUTE_NANOS) {
            begunNanos = nanoClock.getAsLong();
            counts.clear();
        }
        boolean own = counts.size() < ADDRESSES_MAX || counts.containsKey(address);
        return counts.merge(own ? address : REST, 1, (sum, one) -> Math.min(sum, Integer.MAX_VALUE - 1) + one);
    }

    /** Until the next minute begins. */
    synchronized long secondsLeft() {
        return Math.max(1, (MINUTE_NANOS - (nanoClock.getAsLong() - begunNanos)) / 1_000_000_000L);
    }
}
