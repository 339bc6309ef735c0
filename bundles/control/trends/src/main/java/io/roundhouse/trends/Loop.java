package io.roundhouse.trends;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does the same again and again until it is stopped. It is never interrupted: that would close H2's file. */
final class Loop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.trends");
    private static final long STOP_MILLIS = 10_000;

    private final long pauseNanos;
    private final Runnable pass;
    private final Runnable last;
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * Not started yet.
     *
     * @param last done once, on the same thread, before it ends
     */
    Loop(String name, long pauseMillis, Runnable pass, Runnable last) {
        this.pauseNanos = TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        this.pass = pass;
        this.last = last;
        thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        while (!stopping) {
            contained(pass);
            LockSupport.parkNanos(this, pauseNanos);
        }
        contained(last);
    }

    /** What even the pass does not contain, lack of memory above all, costs one pass. */
    private static void contained(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("trends pass failed reason=\"{}\"", e.toString());
        }
    }

    /** Returns when it has ended, or after ten seconds of waiting for a database. One that was not started ends at once. */
    void stop() {
        stopping = true;
        if (thread.getState() == Thread.State.NEW) {
            contained(last);
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
