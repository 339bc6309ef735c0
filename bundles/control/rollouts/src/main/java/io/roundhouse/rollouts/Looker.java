package io.roundhouse.rollouts;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The thread that looks at every course, ten times a second. */
final class Looker implements Runnable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long STOP_MILLIS = 10_000;

    private final Runnable first;
    private final Runnable look;
    private final Thread thread = new Thread(this, "roundhouse-rollouts");
    private volatile boolean stopping;

    /**
     * Not started yet.
     *
     * @param first done once before the first look; may block, does not throw
     * @param look does not throw
     */
    Looker(Runnable first, Runnable look) {
        this.first = first;
        this.look = look;
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
        first.run();
        while (!stopping) {
            look.run();
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }
}
