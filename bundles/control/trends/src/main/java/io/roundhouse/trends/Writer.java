package io.roundhouse.trends;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes minutes out of the buffer and writes them; after a failure it tries again, later each time. One thread. */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.trends");
    private static final long PAUSE_MIN_MILLIS = 1_000;
    private static final long PAUSE_MAX_MILLIS = 60_000;
    private static final int CAUSES_MAX = 16;

    private final Outbox outbox;
    private final Store store;
    private final Secret secret;
    private final LongSupplier wallMillis;
    private long pauseMillis;
    private long failedMillis;
    private long prunedMinute = Long.MIN_VALUE;
    private volatile String trouble = "";
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    Writer(Outbox outbox, Store store, Secret secret, LongSupplier wallMillis) {
        this.outbox = outbox;
        this.store = store;
        this.secret = secret;
        this.wallMillis = wallMillis;
    }

    /** Writes what waits, unless it is too soon after a failure. */
    void pass() {
        long now = wallMillis.getAsLong();
        if (pauseMillis == 0 || Math.abs(now - failedMillis) >= pauseMillis) { // the clock may be put back
            attempt(now);
        }
    }

    private void attempt(long now) {
        try {
            drain();
            if (Table.MINUTE.index(now) != prunedMinute) {
                store.prune(now);
                prunedMinute = Table.MINUTE.index(now);
            }
            recovered();
        } catch (SQLException | RuntimeException e) { // H2 throws both
            failed(e, now);
        }
    }

    private void drain() throws SQLException {
        for (Batch batch = outbox.take(); batch != null; batch = outbox.take()) {
            store.write(batch);
            outbox.done();
            written.addAndGet(batch.size());
        }
    }

    private void recovered() {
        if (pauseMillis > 0) {
            LOG.info("trends written again waiting_points={} dropped_points={}", outbox.points(), outbox.dropped());
        }
        pauseMillis = 0;
        trouble = "";
    }

    private void failed(Exception cause, long now) {
        failures.incrementAndGet();
        failedMillis = now;
        trouble = secret.scrub(message(cause));
        if (pauseMillis == 0) {
            LOG.warn("trends not written reason=\"{}\" effect=\"points wait\"", trouble);
        }
        pauseMillis = Math.min(PAUSE_MAX_MILLIS, Math.max(PAUSE_MIN_MILLIS, 2 * pauseMillis));
    }

    /** Drivers say what they tried, their cause says what came in between; H2 counts up all exceptions on the way. */
    static String message(Throwable cause) {
        Throwable root = cause;
        for (int depth = 0; depth < CAUSES_MAX && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        String first = String.valueOf(cause.getMessage());
        String last = root.getMessage() == null ? root.toString() : root.getMessage();
        if (first.contains("Exception:")) {
            return last;
        }
        return first.contains(last) ? first : first + ": " + last;
    }

    /** A last attempt for what waits. */
    @Override
    public void close() {
        attempt(wallMillis.getAsLong());
        store.close();
    }

    /** Why it cannot write now; empty when it can. */
    String trouble() {
        return trouble;
    }

    /** Points, ever. */
    long written() {
        return written.get();
    }

    long failures() {
        return failures.get();
    }
}
