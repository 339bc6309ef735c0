package io.roundhouse.batcher;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that calls the engine, one of as many as the model has instances. It sleeps only when nobody waits.
 *
 * <p>No wake-up is lost: T1 offers, or gives an instance back, then looks for a sleeper; T2, the runner, lies down
 * ({@code asleep = true}), then looks for both. Whatever the order, one of the two sees the other. Whoever turns {@code
 * asleep} to false wakes it, so one arrival wakes one runner, and a busy runner costs an arrival one volatile read and no
 * system call.
 */
final class Runner implements Runnable {
    private static final Logger LOG = System.getLogger(BatcherComponent.PID);
    private static final long PAUSE_NANOS = 10_000_000; // so that a fault that stays does not fill the log

    private final ModelBatcher batcher;
    private final Thread thread;
    private final AtomicBoolean asleep = new AtomicBoolean();

    Runner(ModelBatcher batcher, String name) {
        this.batcher = batcher;
        this.thread = new Thread(this, name);
        thread.setDaemon(true); // an engine that hangs must not keep the process from ending
    }

    void start() {
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    /** Wakes it if it sleeps; false when it is awake or somebody else was faster. */
    boolean wake() {
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
            return true;
        }
        return false;
    }

    @Override
    public void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = runNext();
            } catch (Throwable t) { // a fault of ours or no memory; without runners every request would wait in vain
                LOG.log(Level.ERROR, "runner failed and goes on thread=" + thread.getName(), t);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Runs a batch, or sleeps until there may be one; false when there is none and never will be. */
    private boolean runNext() {
        long gatherNanos = batcher.gatherNanosLeft();
        if (gatherNanos > 0 || !batcher.runNext()) {
            if (batcher.isDone()) {
                return false;
            }
            sleep(gatherNanos);
        }
        return true;
    }

    private void sleep(long gatherNanos) {
        asleep.set(true);
        if (!batcher.isClosed()) {
            if (gatherNanos > 0) {
                if (!batcher.hasArrivals()) {
                    LockSupport.parkNanos(batcher, gatherNanos);
                }
            } else if (!batcher.hasWork()) {
                LockSupport.park(batcher);
            }
        }
        asleep.set(false);
        boolean unused = Thread.interrupted(); // an engine may leave the flag set, and then a park would not wait
    }
}
