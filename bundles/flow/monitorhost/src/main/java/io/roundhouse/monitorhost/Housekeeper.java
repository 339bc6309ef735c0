package io.roundhouse.monitorhost;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The room's one thread, beside those of monitors: once a second it looks at models and after monitors, or when woken. */
final class Housekeeper implements Runnable {
    private static final Logger LOG = System.getLogger("io.roundhouse.monitorhost");
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SHORT_NANOS = Duration.ofMillis(50).toNanos();
    private static final long STOP_MILLIS = 5_000;

    private volatile @Nullable Thread thread;
    private volatile boolean stopped;
    private volatile BooleanSupplier tick = () -> false;

    /** @param looking true when it has to be done soon again */
    void start(BooleanSupplier looking) {
        tick = looking;
        Thread one = new Thread(this, "roundhouse-monitorhost");
        one.setDaemon(true);
        thread = one;
        one.start();
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!stopped) {
            LockSupport.parkNanos(this, look() ? SHORT_NANOS : PAUSE_NANOS);
        }
    }

    /** What even the desk does not contain, lack of memory above all, costs one look. */
    @SuppressWarnings("CatchThrowable")
    private boolean look() {
        try {
            return tick.getAsBoolean();
        } catch (Throwable thrown) {
            LOG.log(Level.ERROR, "monitors not looked after reason=\"{0}\"", Complaints.text(thrown));
            return false;
        }
    }

    void stop() {
        stopped = true;
        Thread last = thread;
        if (last == null) {
            return;
        }
        LockSupport.unpark(last);
        try {
            last.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
