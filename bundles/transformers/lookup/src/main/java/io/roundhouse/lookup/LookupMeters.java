package io.roundhouse.lookup;

import io.roundhouse.api.model.ModelId;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the steps counted. Steps of one model version and one key are one series, whichever arms they stand in. */
final class LookupMeters {
    private final Map<Series, Meter> bySeries = new LinkedHashMap<>();

    private record Series(String name, Map<String, String> labels) {}

    private LookupMeters() {}

    static List<Meter> of(Map<LookupParts, ModelId> steps) {
        LookupMeters meters = new LookupMeters();
        steps.forEach(meters::step);
        return new ArrayList<>(meters.bySeries.values());
    }

    private void step(LookupParts parts, ModelId model) {
        Tally tally = parts.tally();
        Map<String, String> labels = Map.of(
                "model", model.name(),
                "version", model.version(),
                "store", parts.settings().store(),
                "key", parts.settings().query().key());
        count("hits", "Keys that the cache had", labels, tally.hits.sum());
        count("misses", "Different keys that the store was wanted for", labels, tally.misses.sum());
        count("reads", "Reads of the store that were wanted, one for all keys of a request", labels, tally.reads.sum());
        count("stale.rows", "Rows with values older than allowed", labels, tally.staleRows.sum());
        tally.failures()
                .forEach((cause, failures) ->
                        count("failures", "Reads that brought nothing, by cause", with(labels, cause), failures.sum()));
        tally.fallbackRows()
                .forEach((cause, rows) -> count(
                        "fallback.rows", "Rows that got fallback values, by cause", with(labels, cause), rows.sum()));
        gauge("entries", "Keys in the cache", labels, (double) parts.cache().size());
        gauge("age.seconds", "Age of the oldest values that the latest request got", labels, tally.ageSeconds());
        gauge(
                "paused",
                "1 while the store is left in peace",
                labels,
                parts.breaker().isClosed() ? 0 : 1);
    }

    private static Map<String, String> with(Map<String, String> labels, Cause cause) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put("cause", cause.label());
        return more;
    }

    private void count(String name, String description, Map<String, String> labels, long value) {
        add(new Meter("roundhouse.lookup." + name, description, Kind.COUNT, labels, value));
    }

    private void gauge(String name, String description, Map<String, String> labels, double value) {
        add(new Meter("roundhouse.lookup." + name, description, Kind.GAUGE, labels, value));
    }

    private void add(Meter meter) {
        bySeries.merge(new Series(meter.name(), meter.labels()), meter, LookupMeters::together);
    }

    private static Meter together(Meter a, Meter b) {
        double value = a.kind() == Kind.COUNT ? a.value() + b.value() : Math.max(a.value(), b.value());
        return new Meter(a.name(), a.description(), a.kind(), a.labels(), value);
    }
}
