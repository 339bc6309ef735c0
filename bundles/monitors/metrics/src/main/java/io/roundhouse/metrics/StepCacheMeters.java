package io.roundhouse.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.roundhouse.server.flow.StepCaches.Count;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often steps were spared, and what is kept for it. Read at each scrape. */
final class StepCacheMeters {
    private static final int SERIES_MAX = 3_000;

    private final Readings readings;

    StepCacheMeters(MeterRegistry registry) {
        this.readings = new Readings(registry, SERIES_MAX);
    }

    synchronized void read(List<Count> counts) {
        readings.begin();
        together(counts).forEach(this::show);
        readings.end();
    }

    /** Arms of one version have steps of their own. */
    private static Map<Tags, Count> together(List<Count> counts) {
        Map<Tags, Count> sums = new LinkedHashMap<>();
        for (Count count : counts) {
            Tags tags = Tags.of(
                    "model", count.model().name(), "version", count.model().version(), "step", count.step());
            sums.merge(
                    tags,
                    count,
                    (a, b) -> new Count(
                            a.model(), a.step(), a.hits() + b.hits(), a.misses() + b.misses(), a.bytes() + b.bytes()));
        }
        return sums;
    }

    private void show(Tags tags, Count count) {
        String lookups = "Look-ups of what a step made before, requests or rows";
        readings.count("roundhouse.step.cache", lookups, tags.and("result", "hit"), count.hits());
        readings.count("roundhouse.step.cache", lookups, tags.and("result", "miss"), count.misses());
        readings.gauge("roundhouse.step.cache.bytes", "What is kept of what a step made", tags, (double) count.bytes());
    }
}
