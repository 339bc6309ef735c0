package io.roundhouse.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * The processor time that shadow requests may take: what is idle beyond a share that stays idle, so that whoever waits for
 * an answer finds a processor. Queues grow with how busy processors are, not with how many requests are inside, and
 * others than this server may be the reason. A trickle is always allowed, or a busy machine would never compare anything.
 *
 * <p>A bucket of nanoseconds that fills at that rate and that requests empty by the time they took. The rate comes from
 * the busy share of the last quarter of a second, which shadows have a part in: their own time counts as free.
 */
final class IdleBudget {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250); // the kernel counts in ticks of 10 ms
    private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final double TRICKLE = 0.01;

    private final DoubleSupplier busyShare;
    private final IntSupplier processors;
    private final double idleMin;
    private final LongSupplier nanoClock;
    private long filledNanos; // guarded by this
    private long lookedNanos; // guarded by this
    private long spentSinceLook; // guarded by this
    private double rate; // guarded by this; processor time a time
    private double left; // guarded by this
    private volatile boolean spent;

    /**
     * @param busyShare of all processors since it was asked last, 0 to 1; negative: unknown, and nothing is held back
     * @param idleMin the share of all processors that is left idle, 0 to 1
     */
    IdleBudget(DoubleSupplier busyShare, IntSupplier processors, double idleMin, LongSupplier nanoClock) {
        this.busyShare = busyShare;
        this.processors = processors;
        this.idleMin = idleMin;
        this.nanoClock = nanoClock;
        filledNanos = lookedNanos = nanoClock.getAsLong();
        rate = processors.getAsInt();
        left = BURST_NANOS;
    }

    /** Whether a shadow request may begin. */
    synchronized boolean hasRoom() {
        long now = nanoClock.getAsLong();
        if (now - lookedNanos >= LOOK_NANOS) {
            look(now - lookedNanos);
            lookedNanos = now;
        }
        left = Math.min(left + (now - filledNanos) * rate, (double) BURST_NANOS);
        filledNanos = now;
        spent = left <= 0;
        return !spent;
    }

    private void look(long sinceNanos) {
        int all = processors.getAsInt();
        double busy = busyShare.getAsDouble();
        double idle = all * (1 - busy - idleMin) + (double) spentSinceLook / sinceNanos;
        rate = busy < 0 ? all : Math.max(TRICKLE * all, Math.min(idle, all));
        spentSinceLook = 0;
    }

    /** A shadow request has taken so long. */
    synchronized void spend(long nanos) {
        left -= nanos;
        spentSinceLook += nanos;
        spent = left <= 0;
    }

    /** Whether there was no room when somebody last looked. Never waits. */
    boolean isSpent() {
        return spent;
    }
}
