package io.roundhouse.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.roundhouse.server.flow.Monitoring.Attachment;
import io.roundhouse.server.flow.Monitoring.State;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.PluginMeters;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.List;
import java.util.Locale;

/**
 * What plugins tell of themselves, and how attached monitors are; their numbers are told by their host. Read at each
 * scrape; one that fails is missing there, and is counted.
 */
final class PluginReadings {
    private static final int SERIES_MAX = 10_000;

    private final Readings readings;
    private long failures;

    PluginReadings(MeterRegistry registry) {
        this.readings = new Readings(registry, SERIES_MAX);
    }

    synchronized void read(List<PluginMeters> plugins, List<Attachment> attachments) {
        readings.begin();
        plugins.forEach(this::read);
        attachments.forEach(this::read);
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

    private void read(Attachment one) {
        Tags tags = Tags.of("model", one.model(), "monitor", one.monitor());
        for (State state : State.values()) {
            readings.gauge(
                    "roundhouse.monitor.state",
                    "1 for the state that an attached monitor is in",
                    tags.and("state", word(state)),
                    one.state() == state ? 1 : 0);
        }
        for (Health health : Health.values()) {
            readings.gauge(
                    "roundhouse.monitor.health",
                    "1 for how the model is, as far as the monitor can tell",
                    tags.and("health", word(health)),
                    one.report().health() == health ? 1 : 0);
        }
    }

    private void read(Meter meter) {
        Tags tags = Tags.of(meter.labels().entrySet().stream()
                .map(label -> Tag.of(label.getKey(), label.getValue()))
                .toList());
        if (meter.kind() == Kind.COUNT) {
            readings.amount(meter.name(), meter.description(), tags, meter.value());
        } else {
            readings.gauge(meter.name(), meter.description(), tags, meter.value());
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
