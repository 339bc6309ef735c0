package io.roundhouse.batcher;

import java.util.concurrent.TimeUnit;

/**
 * Whether a model has of late been asked by requests that somebody waits for. A model that only shadow requests ask is
 * theirs alone; one that both ask keeps an instance free for the others.
 */
final class Awaited {
    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Finer is not needed, and request threads would write the same line of memory all the time. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private volatile boolean ever;
    private volatile long lastNanos;

    void note(long nowNanos) {
        if (!ever || nowNanos - lastNanos > STEP_NANOS) {
            lastNanos = nowNanos;
            ever = true;
        }
    }

    boolean isRecent(long nowNanos) {
        return ever && nowNanos - lastNanos < RECENT_NANOS;
    }
}
