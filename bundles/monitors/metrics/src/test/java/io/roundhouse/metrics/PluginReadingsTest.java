package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.server.flow.Monitoring.Attachment;
import io.roundhouse.server.flow.Monitoring.State;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.MonitorReport.Health;
import io.roundhouse.spi.monitor.PluginMeters;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginReadingsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PluginReadings readings = new PluginReadings(registry);

    @Test
    void showsWhatAPluginTellsAsLongAsItIsThere() {
        readings.read(List.of(plugin(3)), List.of());
        readings.read(List.of(plugin(5)), List.of());
        String there = registry.scrape();
        readings.read(List.of(), List.of());

        assertThat(there)
                .contains("roundhouse_lookup_hits_total{store=\"customers\"} 5.0")
                .contains("roundhouse_lookup_entries{store=\"customers\"} 5.0");
        assertThat(registry.scrape()).doesNotContain("roundhouse_lookup");
    }

    @Test
    void showsTheOthersWhenOneFails() {
        readings.read(
                List.of(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        plugin(3)),
                List.of());
        readings.read(List.of(), List.of());

        assertThat(registry.scrape()).contains("roundhouse_plugin_meters_failures_total 1.0");
        readings.read(List.of(plugin(3)), List.of());
        assertThat(registry.scrape()).contains("roundhouse_lookup_hits_total{store=\"customers\"} 3.0");
    }

    @Test
    void showsHowAttachedMonitorsAre() {
        readings.read(List.of(), List.of(attachment()));
        String there = registry.scrape();
        readings.read(List.of(), List.of());

        assertThat(there)
                .contains("roundhouse_monitor_state{model=\"credit\",monitor=\"drift\",state=\"running\"} 1.0")
                .contains("roundhouse_monitor_state{model=\"credit\",monitor=\"drift\",state=\"failed\"} 0.0")
                .contains("roundhouse_monitor_health{health=\"warning\",model=\"credit\",monitor=\"drift\"} 1.0");
        assertThat(registry.scrape()).doesNotContain("roundhouse_monitor");
    }

    static Attachment attachment() {
        Meter drift = new Meter("roundhouse.drift.psi", "PSI", Kind.GAUGE, Map.of("column", "age"), 0.25);
        return new Attachment(
                "credit",
                "drift",
                "0.1.0",
                true,
                State.RUNNING,
                "",
                90,
                8,
                0,
                7,
                6,
                new MonitorReport(Health.WARNING, "age has moved", List.of(), List.of()),
                List.of(drift));
    }

    private static PluginMeters plugin(long value) {
        Map<String, String> labels = Map.of("store", "customers");
        return () -> List.of(
                new Meter("roundhouse.lookup.hits", "Hits", Kind.COUNT, labels, value),
                new Meter("roundhouse.lookup.entries", "Entries", Kind.GAUGE, labels, value));
    }
}
