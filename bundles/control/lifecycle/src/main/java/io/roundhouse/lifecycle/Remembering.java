package io.roundhouse.lifecycle;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The thread that keeps what routers learnt, every five seconds and at the end. A router that hangs stops nothing else. */
final class Remembering implements Runnable {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long STOP_MILLIS = 5_000;

    private final Runnable keep;
    private final Thread thread = new Thread(this, "roundhouse-lifecycle-memory");
    private volatile boolean stopping;

    /** @param keep does not throw */
    Remembering(Runnable keep) {
        this.keep = keep;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        boolean last;
        do {
            LockSupport.parkNanos(this, PAUSE_NANOS);
            last = stopping;
            keep.run(); // once more when it has been told to stop
        } while (!last);
    }
}
