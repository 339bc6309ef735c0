package io.roundhouse.feedback;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room's one thread. It looks at the queue every {@value #PAUSE_MILLIS} ms, so that no request has to wake it; labels
 * do. It is never interrupted.
 */
final class Clerk implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.feedback");
    private static final int PAUSE_MILLIS = 20;
    private static final long STOP_MILLIS = 10_000;

    private final FeedbackDesk desk;
    private final Thread thread = new Thread(this, "roundhouse-feedback");
    private volatile boolean stopped;

    Clerk(FeedbackDesk desk) {
        this.desk = desk;
        thread.setDaemon(true);
        desk.jobs.wakeWith(() -> LockSupport.unpark(thread));
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        while (!stopped) {
            if (!pass()) {
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            }
        }
        desk.close();
    }

    /** What even the desk does not contain, lack of memory above all, costs one pass. */
    private boolean pass() {
        try {
            return desk.pass();
        } catch (Error e) {
            LOG.error("feedback pass failed reason=\"{}\"", e.toString());
            return false;
        }
    }

    /** Returns when everything is written and the file is closed. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
