package io.roundhouse.lookup;

import java.util.function.LongSupplier;

/** What one step is made of. */
record LookupParts(LookupSettings settings, RowCache cache, Breaker breaker, Flights flights, Tally tally) {
    static LookupParts of(LookupSettings settings, String model, Stores stores, LongSupplier nanoClock) {
        RowCache cache = new RowCache(settings.entriesMax(), settings.ttl(), settings.refreshAfter(), nanoClock);
        Breaker breaker = new Breaker(settings.store(), settings.breaker(), settings.deadline(), nanoClock);
        Tally tally = new Tally("model=" + model + " store=" + settings.store(), nanoClock);
        Flights flights = new Flights(settings, stores, cache, breaker, tally, nanoClock);
        return new LookupParts(settings, cache, breaker, flights, tally);
    }
}
