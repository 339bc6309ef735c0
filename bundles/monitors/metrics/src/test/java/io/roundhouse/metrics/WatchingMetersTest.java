package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Comparisons.Counts;
import io.roundhouse.server.control.Comparisons.Label;
import io.roundhouse.server.control.Comparisons.Output;
import io.roundhouse.server.control.Comparisons.Report;
import io.roundhouse.server.control.Comparisons.Sizes;
import io.roundhouse.server.control.Comparisons.Spread;
import io.roundhouse.server.flow.Shadowing;
import io.roundhouse.server.flow.Shadowing.LeftOut;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchingMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final WatchingMeters meters = new WatchingMeters(registry);

    @Test
    void tellsWhatAnArmGotAndWhatWasLeftOut() {
        meters.read(List.of(arm(10, 8)), List.of());
        meters.read(List.of(arm(11, 9)), List.of());

        assertThat(registry.scrape())
                .contains("roundhouse_shadow_mirrored_total{arm=\"shadow\",model=\"credit\"} 11.0")
                .contains("roundhouse_shadow_answered_total{arm=\"shadow\",model=\"credit\"} 9.0")
                .contains("roundhouse_shadow_left_out_total{arm=\"shadow\",model=\"credit\",reason=\"queue_full\"} 2.0")
                .contains("roundhouse_shadow_silence_seconds{arm=\"shadow\",model=\"credit\"} 90.0")
                .contains("roundhouse_shadow_alarm{arm=\"shadow\",model=\"credit\"} 1.0");
    }

    @Test
    void tellsHowFarAPairIsApartAndForgetsItWithTheReport() {
        meters.read(List.of(), List.of(report()));
        String there = registry.scrape();
        meters.read(List.of(), List.of());

        assertThat(there)
                .contains("roundhouse_comparison_pairs_total{live=\"stable\",live_engine=\"onnxruntime 1.20.0\"")
                .contains("watching_version=\"2\"} 100.0")
                .contains("roundhouse_comparison_flips_total{")
                .containsPattern("roundhouse_comparison_relative_max\\{.*} 0\\.5");
        assertThat(registry.scrape()).doesNotContain("roundhouse_comparison_pairs");
    }

    static Shadowing.Arm arm(long mirrored, long answered) {
        return new Shadowing.Arm(
                "credit",
                "shadow",
                mirrored,
                answered,
                0,
                Map.of(LeftOut.QUEUE_FULL, 2L),
                0,
                Duration.ofSeconds(90),
                true);
    }

    static Report report() {
        Spread none = new Spread(0, 0, 0, 0, 0, 0, 0);
        Spread half = new Spread(100, 0.1, 0, 0.1, 0.2, 0.5, 0.5);
        return new Report(
                new ServedBy(new ModelId("credit", "1"), "stable", "onnxruntime", "1.20.0"),
                new ServedBy(new ModelId("credit", "2"), "shadow", "onnxruntime", "1.29.0"),
                0,
                0,
                new Counts(100, 90, 100, 0, 0, 0),
                Optional.of(new Label("p", 100, 3, 100, 3)),
                List.of(new Output("p", 100, 90, 200, 190, 0, 0, "", half, half, none, none)),
                List.of(),
                new Sizes(800, 800, 0),
                List.of());
    }
}
