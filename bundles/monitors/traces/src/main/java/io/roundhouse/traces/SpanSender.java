package io.roundhouse.traces;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes spans out of the queue and sends them, on a thread of its own. Those that a collector does not take are counted and
 * gone: the thread then waits a while, and what the queue cannot hold meanwhile is lost there. No request waits for it.
 */
final class SpanSender implements AutoCloseable {
    private static final Logger LOG = System.getLogger("io.roundhouse.traces");
    private static final int BATCH_MAX = 512; // requests
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long END_MILLIS_MAX = 2_000;
    private static final long LEAVE_MILLIS = 50;

    private final SpanQueue queue;
    private final Collector collector;
    private final String version;
    private final long pauseNanos;
    private final JsonFactory json = new JsonFactory();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Thread thread = new Thread(this::run, "roundhouse-traces");
    private volatile boolean stopped;
    private boolean down;

    /** @param pauseNanos after a failure */
    SpanSender(SpanQueue queue, Collector collector, String version, long pauseNanos) {
        this.queue = queue;
        this.collector = collector;
        this.version = version;
        this.pauseNanos = pauseNanos;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Requests whose spans a collector has. */
    long sent() {
        return sent.get();
    }

    /** Requests whose spans none would take. */
    long refused() {
        return refused.get();
    }

    private void run() {
        try {
            while (!stopped) {
                List<Trip> trips = queue.take(BATCH_MAX, LOOK_NANOS);
                if (!trips.isEmpty() && !sends(trips)) {
                    TimeUnit.NANOSECONDS.sleep(pauseNanos); // interrupted when it is to end
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean sends(List<Trip> trips) {
        try {
            collector.send(to -> SpanDocument.write(to, json, trips, version));
            sent.addAndGet(trips.size());
            if (down) {
                LOG.log(Level.INFO, "spans sent again refused={0}", refused);
            }
            down = false;
            return true;
        } catch (IOException | RuntimeException e) {
            refused.addAndGet(trips.size());
            if (!down && !stopped) {
                LOG.log(Level.WARNING, "spans not sent reason=\"{0}\"", String.valueOf(e.getMessage()));
            }
            down = true;
            return false;
        }
    }

    /** Returns when the thread has ended, or soon; what is under way is given up. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        long begun = System.nanoTime();
        // Again and again: left between sending and reading, the other thread finds no connection, makes a new one
        // and waits there for an answer to what it has not sent.
        try {
            do {
                collector.leave();
                thread.join(LEAVE_MILLIS);
            } while (thread.isAlive() && System.nanoTime() - begun < TimeUnit.MILLISECONDS.toNanos(END_MILLIS_MAX));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
