package io.roundhouse.alerts;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is kept of each group, as long as it is seen now and then; bounded. */
final class Groups<T> {
    private final Map<Map<String, String>, Kept<T>> groups = new HashMap<>();
    private final Supplier<T> begin;
    private boolean crowded;

    Groups(Supplier<T> begin) {
        this.begin = begin;
    }

    /** Null when there are too many. */
    @Nullable
    T of(Map<String, String> labels, long now) {
        Kept<T> kept = groups.get(labels);
        if (kept == null) {
            if (groups.size() >= Signal.GROUPS_MAX) {
                crowded = true;
                return null;
            }
            kept = new Kept<>(begin.get());
            groups.put(labels, kept);
        }
        kept.seen = now;
        return kept.what;
    }

    void put(Map<String, String> labels, T what, long now) {
        Kept<T> kept = new Kept<>(what);
        kept.seen = now;
        groups.put(labels, kept);
    }

    /** Forgets what was not seen since. */
    void forget(long before) {
        if (groups.values().removeIf(kept -> kept.seen < before)) {
            crowded = false;
        }
    }

    /** Those seen at that very look. */
    void each(long now, BiConsumer<Map<String, String>, T> with) {
        groups.forEach((labels, kept) -> {
            if (kept.seen == now) {
                with.accept(labels, kept.what);
            }
        });
    }

    void all(BiConsumer<Map<String, String>, T> with) {
        groups.forEach((labels, kept) -> with.accept(labels, kept.what));
    }

    boolean crowded() {
        return crowded;
    }

    private static final class Kept<T> {
        private final T what;
        private long seen;

        Kept(T what) {
            this.what = what;
        }
    }
}
