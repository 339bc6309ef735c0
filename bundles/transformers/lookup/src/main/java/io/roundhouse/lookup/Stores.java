package io.roundhouse.lookup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The stores that are there now, by name. Read on request threads, changed when the operator changes one. */
final class Stores {
    private final LongSupplier nanoClock;
    private volatile Map<String, OpenStore> byName = Map.of(); // replaced whole, never changed

    Stores(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    synchronized void add(OpenStore store) {
        if (byName.containsKey(store.name())) {
            throw new IllegalStateException("two stores are called '" + store.name() + "'; give one another name");
        }
        put(store);
    }

    /** The new one takes the place of the old one, which the caller closes. */
    synchronized void replace(OpenStore old, OpenStore store) {
        if (!old.name().equals(store.name())) {
            add(store);
            remove(old);
            return;
        }
        put(store);
    }

    private void put(OpenStore store) {
        Map<String, OpenStore> next = new TreeMap<>(byName);
        next.put(store.name(), store);
        byName = next;
        notifyAll();
    }

    synchronized void remove(OpenStore store) {
        Map<String, OpenStore> next = new TreeMap<>(byName);
        next.remove(store.name(), store);
        byName = next;
    }

    Optional<OpenStore> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** As {@link #find}; at the server's start stores and models come at the same time. */
    synchronized Optional<OpenStore> await(String name, Duration patience) {
        long end = nanoClock.getAsLong() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); !byName.containsKey(name) && left > 0; ) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - nanoClock.getAsLong();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return find(name);
    }

    Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }
}
