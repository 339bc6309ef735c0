package io.roundhouse.rollouts;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that looks at every course, ten times a second. */
final class Looker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.rollouts");
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long STOP_MILLIS = 10_000;

    private final Runnable first;
    private final Runnable look;
    private final Thread thread = new Thread(this, "roundhouse-rollouts");
    private volatile boolean stopping;

    /**
     * Not started yet.
     *
     * @param first done once before the first look; may block
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
        attempt(first);
        while (!stopping) {
            attempt(look);
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    private static void attempt(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) { // of one look; what is in force stays
            LOG.error("rollouts not looked at effect=\"shares stay as they are\"", e);
        }
    }
}
