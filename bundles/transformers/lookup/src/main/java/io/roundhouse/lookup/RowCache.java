package io.roundhouse.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The rows that were read lately, unknown keys among them. Its upkeep runs on the threads that use it. */
final class RowCache {
    private final Cache<String, Entry> cache;
    private final LongSupplier nanoClock;
    private final long refreshNanos;

    private record Entry(Row row, long readNanos) {}

    RowCache(int entriesMax, Duration ttl, Duration refreshAfter, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.refreshNanos = refreshAfter.toNanos();
        this.cache = Caffeine.newBuilder()
                .maximumSize(entriesMax)
                .expireAfterWrite(ttl)
                .ticker(nanoClock::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Tells of a row whether it should be read anew, although it can still be used. */
    @FunctionalInterface
    interface Ripe {
        void key(String key);
    }

    @Nullable
    Row find(String key, Ripe ripe) {
        Entry entry = cache.getIfPresent(key);
        if (entry == null) {
            return null;
        }
        if (nanoClock.getAsLong() - entry.readNanos >= refreshNanos) {
            ripe.key(key);
        }
        return entry.row;
    }

    void put(Map<String, Row> rows) {
        long now = nanoClock.getAsLong();
        rows.forEach((key, row) -> cache.put(key, new Entry(row, now)));
    }

    long size() {
        return cache.estimatedSize();
    }

    void clear() {
        cache.invalidateAll();
        cache.cleanUp();
    }
}
