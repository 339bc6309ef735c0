package io.roundhouse.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.roundhouse.spi.monitor.PluginMeters;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.List;

/** What plugins tell of themselves. Read at each scrape; one that fails is missing there, and is counted. */
final class PluginReadings {
    private static final int SERIES_MAX = 5_000;

    private final Readings readings;
    private long failures;

    PluginReadings(MeterRegistry registry) {
        this.readings = new Readings(registry, SERIES_MAX);
    }

    synchronized void read(List<PluginMeters> plugins) {
        readings.begin();
        plugins.forEach(this::read);
        readings.count(
                "roundhouse.plugin.meters.failures",
                "Plugins that failed to tell their meters",
                Tags.empty(),
                failures);
        readings.end();
    }

    private void read(PluginMeters plugin) {
        try {
            plugin.meters().forEach(this::read);
        } catch (RuntimeException | LinkageError e) {
            failures++; // told by the count: a scrape is no place to log from
        }
    }

    private void read(Meter meter) {
        Tags tags = Tags.of(meter.labels().entrySet().stream()
                .map(label -> Tag.of(label.getKey(), label.getValue()))
                .toList());
        if (meter.kind() == Kind.COUNT) {
            readings.count(meter.name(), meter.description(), tags, (long) meter.value());
        } else {
            readings.gauge(meter.name(), meter.description(), tags, meter.value());
        }
    }
}
