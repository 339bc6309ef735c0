package io.roundhouse.batcher;

/**
 * How long the engine takes for a batch, of late: an exponential mean in which one batch counts for an eighth. A batch
 * that took very much longer was most likely kept from its processor, or by a collection, and counts for four times the
 * mean only; an engine that has really become slow is known after a dozen.
 *
 * <p>Written by several threads without a lock: a write that is lost is one batch that does not count.
 */
final class Pace {
    /** A thread's wake-up takes about so long: an instance that is done sooner takes what arrives itself, and cheaper. */
    private static final long WAKE_NANOS = 100_000;

    /**
     * What takes longer gains little on the request's own thread, and belongs on one that the request can leave at its
     * deadline.
     */
    private static final long HERE_NANOS = 1_000_000;

    private static final long UNKNOWN_NANOS = 1_000_000_000; // slow, until proven otherwise
    private static final int OUTLIER = 4;

    private volatile long meanNanos = UNKNOWN_NANOS;

    void took(long nanos) {
        long mean = meanNanos;
        long counted = Math.min(nanos, Math.max(OUTLIER * mean, WAKE_NANOS));
        meanNanos = mean + (counted - mean) / 8;
    }

    /** Whether to wake another instance takes as long as to wait for this one. */
    boolean isQuick() {
        return meanNanos < WAKE_NANOS;
    }

    /** Whether it is quick enough for the request's own thread. */
    boolean isQuickEnoughHere() {
        return meanNanos < HERE_NANOS;
    }
}
