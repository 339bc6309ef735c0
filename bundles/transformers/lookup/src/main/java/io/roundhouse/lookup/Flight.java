package io.roundhouse.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One read of some keys, and all who wait for it. It always lands: with rows, or with the cause why there are none. Filled
 * by the request thread that begins it, flown on a store's thread.
 */
final class Flight {
    private final List<String> keys = new ArrayList<>();
    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final CountDownLatch landed = new CountDownLatch(1);
    private final AtomicBoolean judged = new AtomicBoolean();
    private volatile @Nullable Cause cause;

    void add(String key) {
        keys.add(key);
    }

    List<String> keys() {
        return keys;
    }

    /** A row that needs no reading any more. */
    void know(String key, Row row) {
        rows.put(key, row);
    }

    void land(Map<String, Row> read) {
        rows.putAll(read);
        landed.countDown();
    }

    void fail(Cause why) {
        cause = why;
        landed.countDown();
    }

    /** Whether it landed within that time. */
    boolean await(long nanos) throws InterruptedException {
        return landed.await(nanos, TimeUnit.NANOSECONDS);
    }

    @Nullable
    Row row(String key) {
        return rows.get(key);
    }

    /** Why a row is not there. */
    Cause cause() {
        Cause known = cause;
        return known == null ? Cause.TIMEOUT : known;
    }

    /** True once: the breaker hears of every read exactly once. */
    boolean judge() {
        return judged.compareAndSet(false, true);
    }
}
