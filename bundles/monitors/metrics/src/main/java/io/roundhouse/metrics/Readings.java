package io.roundhouse.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Meters of numbers that others keep, read when somebody scrapes. What was not read in a round is taken out of the
 * registry, so series go with what they tell of. One thread at a time.
 */
final class Readings {
    private final MeterRegistry registry;
    private final int seriesMax;
    private final Map<Key, Series> series = new HashMap<>();
    private long round;

    private record Key(String name, Tags tags) {}

    /** The registry holds a subject weakly: the map above is what keeps it. */
    private static final class Series {
        private volatile double value;
        private volatile long round;
        private @Nullable Meter meter;
    }

    Readings(MeterRegistry registry, int seriesMax) {
        this.registry = registry;
        this.seriesMax = seriesMax;
    }

    void begin() {
        round++;
    }

    /** A number that only grows. */
    void count(String name, String description, Tags tags, long value) {
        amount(name, description, tags, (double) value);
    }

    /** The same in parts, as seconds and joules are. */
    void amount(String name, String description, Tags tags, double value) {
        read(new Key(name, tags), value, one -> FunctionCounter.builder(name, one, it -> it.value)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    /** A number that goes up and down. */
    void gauge(String name, String description, Tags tags, double value) {
        read(new Key(name, tags), value, one -> Gauge.builder(name, one, it -> it.value)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void read(Key key, double value, Function<Series, Meter> register) {
        Series one = series.get(key);
        if (one == null) {
            if (series.size() >= seriesMax) {
                return;
            }
            one = new Series();
            one.value = value;
            one.meter = register.apply(one);
            series.put(key, one);
        }
        one.value = value;
        one.round = round;
    }

    void end() {
        for (Iterator<Series> all = series.values().iterator(); all.hasNext(); ) {
            Series one = all.next();
            Meter meter = one.meter;
            if (one.round != round && meter != null) {
                registry.remove(meter);
                all.remove();
            }
        }
    }
}
