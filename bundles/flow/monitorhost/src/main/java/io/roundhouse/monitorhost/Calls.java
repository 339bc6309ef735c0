package io.roundhouse.monitorhost;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a plugin on its one thread: what is being called, since when, and its interruption, which only reaches a
 * call and never what comes after it.
 */
final class Calls {
    /** Inside one call for longer, a monitor is said to hang. */
    static final long HANGING_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** What the plugin is doing now. */
    enum Doing {
        NOTHING,
        ATTACH,
        ON,
        CLOSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A call of the plugin; what it gives may be null against its contract. */
    @FunctionalInterface
    interface Call<T> {
        @Nullable
        T call() throws Exception;
    }

    private final LongSupplier nanoClock;
    private Doing doing = Doing.NOTHING; // all guarded by this
    private long sinceNanos;
    private boolean interrupted;

    Calls(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Makes one; on the thread. */
    <T> @Nullable T make(Doing what, Call<T> call) throws Exception {
        synchronized (this) {
            doing = what;
            sinceNanos = nanoClock.getAsLong();
        }
        try {
            return call.call();
        } finally {
            synchronized (this) {
                doing = Doing.NOTHING;
                interrupted = false;
                Thread.interrupted();
            }
        }
    }

    /** Interrupts the thread if it is inside a call, once for each; one of {@code close} only where it is the last straw. */
    synchronized void interrupt(Thread thread, boolean evenClose) {
        if (doing != Doing.NOTHING && (doing != Doing.CLOSE || evenClose) && !interrupted) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** {@code has been inside on for 14 s}; empty unless it hangs. */
    synchronized String hanging() {
        long nanos = nanoClock.getAsLong() - sinceNanos;
        return doing == Doing.NOTHING || nanos < HANGING_NANOS
                ? ""
                : "has been inside " + doing + " for " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
    }
}
