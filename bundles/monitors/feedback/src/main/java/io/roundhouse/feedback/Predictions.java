package io.roundhouse.feedback;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one model, in {@value #SEGMENTS} segments by time: a segment is a map of its own, so that the oldest
 * goes as a whole, by age or to make room, and no index by time is needed. Of each that went a filter of its ids remains
 * for as long again. One thread.
 */
final class Predictions {
    static final int SEGMENTS = 16;

    private final MVStore store;
    private final String prefix;
    private final MVMap<String, byte[]> filterBytes;
    private final Deque<Segment> segments = new ArrayDeque<>(); // the newest first
    private final Deque<IdFilter> filters = new ArrayDeque<>(); // the newest first

    Predictions(MVStore store, String model) {
        this.store = store;
        this.prefix = "predictions/" + model + "/";
        this.filterBytes = open("late/" + model);
        List<String> names = new ArrayList<>(store.getMapNames());
        names.removeIf(name -> !name.startsWith(prefix));
        names.sort(null);
        names.forEach(name -> segments.addFirst(new Segment(begin(name), open(name))));
        filterBytes.keyIterator(null).forEachRemaining(key -> {
            byte[] bits = filterBytes.get(key);
            if (bits != null) {
                filters.addFirst(IdFilter.of(bits));
            }
        });
    }

    private record Segment(long beginMillis, MVMap<String, byte[]> map) {}

    /** An entry, and where it lies. */
    record Found(Entry entry, MVMap<String, byte[]> map) {}

    private MVMap<String, byte[]> open(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    private long begin(String name) {
        return Long.parseLong(name.substring(prefix.length()), 16);
    }

    private static String hex(long millis) {
        return String.format("%016x", millis);
    }

    long count() {
        return segments.stream()
                .mapToLong(segment -> segment.map().sizeAsLong())
                .sum();
    }

    @Nullable
    Found find(String id) {
        return find(id, SEGMENTS);
    }

    /** Among the newest only: where an answer of a moment ago must be. */
    @Nullable
    Found findRecent(String id) {
        return find(id, 2);
    }

    private @Nullable Found find(String id, int newest) {
        int left = newest;
        for (Segment segment : segments) {
            byte[] bytes = left-- > 0 ? segment.map().get(id) : null;
            if (bytes != null) {
                return new Found(Bytes.read(bytes, Entry::read), segment.map());
            }
        }
        return null;
    }

    /** Whether a prediction of that id was here, as far as it can be known. */
    boolean wasHere(String id) {
        return filters.stream().anyMatch(filter -> filter.contains(id));
    }

    void add(String id, Entry entry, FeedbackSettings settings) {
        Segment newest = segments.peekFirst();
        long age = newest == null ? 0 : entry.millis() - newest.beginMillis();
        if (newest == null
                || age >= settings.keep().toMillis() / SEGMENTS
                || newest.map().sizeAsLong() >= settings.predictionsMax() / SEGMENTS) {
            long begin = newest == null ? entry.millis() : Math.max(entry.millis(), newest.beginMillis() + 1);
            newest = new Segment(begin, open(prefix + hex(begin)));
            segments.addFirst(newest);
            if (segments.size() > SEGMENTS) {
                dropOldest();
            }
        }
        put(newest.map(), id, entry);
    }

    void update(Found found, String id, Entry entry) {
        put(found.map(), id, entry);
    }

    private static void put(MVMap<String, byte[]> map, String id, Entry entry) {
        map.put(id, Bytes.of(entry::write));
    }

    /** Lets go of what is older. */
    void expire(long nowMillis, Duration keep) {
        while (!segments.isEmpty() && endMillis(keep) + keep.toMillis() <= nowMillis) {
            dropOldest();
        }
        long forgotten = nowMillis - 2 * keep.toMillis();
        String oldest = filterBytes.firstKey();
        while (oldest != null && Long.parseLong(oldest, 16) < forgotten) {
            dropFilter(oldest);
            oldest = filterBytes.firstKey();
        }
    }

    /** When the oldest segment got its last entry, at the latest. */
    private long endMillis(Duration keep) {
        Iterator<Segment> fromOldest = segments.descendingIterator();
        Segment oldest = fromOldest.next();
        return fromOldest.hasNext()
                ? fromOldest.next().beginMillis()
                : oldest.beginMillis() + keep.toMillis() / SEGMENTS;
    }

    private void dropOldest() {
        Segment oldest = segments.removeLast();
        IdFilter filter =
                IdFilter.of(() -> oldest.map().keyIterator(null), oldest.map().sizeAsLong());
        filterBytes.put(hex(oldest.beginMillis()), filter.bits());
        filters.addFirst(filter);
        store.removeMap(oldest.map());
        if (filters.size() > SEGMENTS) {
            dropFilter(filterBytes.firstKey());
        }
    }

    private void dropFilter(String key) {
        filterBytes.remove(key);
        filters.removeLast();
    }
}
