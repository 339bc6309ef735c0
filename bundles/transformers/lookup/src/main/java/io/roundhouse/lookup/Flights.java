package io.roundhouse.lookup;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys from the store, each key once at a time: who wants one that is being read waits for that read. A read goes on
 * when nobody waits any longer, and what it brings is for the next request.
 */
final class Flights {
    private final LookupSettings settings;
    private final Stores stores;
    private final RowCache cache;
    private final Breaker breaker;
    private final Tally tally;
    private final LongSupplier nanoClock;
    private final ConcurrentMap<String, Flight> inTheAir = new ConcurrentHashMap<>();

    Flights(
            LookupSettings settings,
            Stores stores,
            RowCache cache,
            Breaker breaker,
            Tally tally,
            LongSupplier nanoClock) {
        this.settings = settings;
        this.stores = stores;
        this.cache = cache;
        this.breaker = breaker;
        this.tally = tally;
        this.nanoClock = nanoClock;
    }

    /** Begins to read what is not being read, in one read; gives the flight that each key is on. */
    Map<String, Flight> board(Collection<String> keys) {
        Map<String, Flight> boarded = new LinkedHashMap<>();
        Flight mine = new Flight();
        for (String key : keys) {
            Flight other = inTheAir.putIfAbsent(key, mine);
            boarded.put(key, other == null ? mine : other);
            if (other == null) {
                board(key, mine);
            }
        }
        depart(mine);
        return boarded;
    }

    /** T1 misses the key in the cache; T2's flight with it lands; T1 boards: it would be read a second time. */
    private void board(String key, Flight mine) {
        Row landed = cache.find(key, ripe -> {});
        if (landed == null) {
            mine.add(key);
        } else {
            mine.know(key, landed);
            inTheAir.remove(key, mine);
        }
    }

    /** As {@link #board}, for keys that nobody has to wait for. */
    void refresh(Collection<String> keys) {
        Flight mine = new Flight();
        for (String key : keys) {
            if (inTheAir.putIfAbsent(key, mine) == null) {
                mine.add(key);
            }
        }
        depart(mine);
    }

    private void depart(Flight flight) {
        if (flight.keys().isEmpty()) {
            flight.land(Map.of());
            return;
        }
        tally.read();
        Optional<OpenStore> store = stores.find(settings.store());
        if (store.isEmpty()) {
            fail(flight, Cause.UNCONFIGURED, "");
        } else if (!breaker.permits()) {
            fail(flight, Cause.PAUSED, "");
        } else if (!store.get().threads().offer(new Reading(flight, store.get()))) {
            breaker.failed(0);
            fail(flight, Cause.FULL, "");
        }
    }

    private void land(Flight flight, Map<String, Row> rows) {
        cache.put(rows);
        remove(flight);
        flight.land(rows);
    }

    private void fail(Flight flight, Cause cause, String reason) {
        tally.failed(cause, reason);
        remove(flight);
        flight.fail(cause);
    }

    private void remove(Flight flight) {
        flight.keys().forEach(key -> inTheAir.remove(key, flight));
    }

    /**
     * Waits until all have landed, or that time is over.
     *
     * @param whole whether that is all the time that the store may take, so that being late is its fault
     */
    void await(Collection<Flight> flights, long nanos, boolean whole) throws InterruptedException {
        long begin = nanoClock.getAsLong();
        for (Flight flight : new HashSet<>(flights)) {
            boolean landed = flight.await(Math.max(0, nanos - (nanoClock.getAsLong() - begin)));
            if (!landed && whole && flight.judge()) {
                breaker.failed(nanos);
                tally.failed(Cause.TIMEOUT, "");
            }
        }
    }

    int size() {
        return inTheAir.size();
    }

    /** A flight on the store's thread. */
    private final class Reading implements StoreThreads.Task {
        private final Flight flight;
        private final OpenStore store;
        private final long departed = nanoClock.getAsLong();

        Reading(Flight flight, OpenStore store) {
            this.flight = flight;
            this.store = store;
        }

        @Override
        public void run() {
            long left = store.timeout().toNanos() - (nanoClock.getAsLong() - departed);
            @Nullable Map<String, Row> rows = null;
            String reason = "waited too long for a thread of the store";
            try {
                if (left > 0) {
                    rows = store.store().read(settings.query(), flight.keys(), left);
                }
            } catch (StoreException e) {
                reason = String.valueOf(e.getMessage());
            } catch (RuntimeException | Error e) {
                reason = e.toString(); // a driver's fault ends the read, never the thread
            }
            end(rows, reason);
        }

        private void end(@Nullable Map<String, Row> rows, String reason) {
            long took = nanoClock.getAsLong() - departed;
            if (flight.judge()) {
                if (rows != null) {
                    breaker.succeeded(took);
                } else {
                    breaker.failed(took);
                }
            }
            if (rows != null) {
                land(flight, rows);
            } else {
                fail(flight, Cause.FAILED, reason);
            }
        }

        @Override
        public void abandon() {
            if (flight.judge()) {
                breaker.unused();
            }
            fail(flight, Cause.UNCONFIGURED, "");
        }
    }
}
