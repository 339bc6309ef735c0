package io.roundhouse.metrics;

import static io.roundhouse.metrics.Events.answered;
import static io.roundhouse.metrics.Events.arm;
import static io.roundhouse.metrics.Events.changed;
import static io.roundhouse.metrics.Events.escalated;
import static io.roundhouse.metrics.Events.failed;
import static io.roundhouse.metrics.Events.flagged;
import static io.roundhouse.metrics.Events.refused;
import static io.roundhouse.metrics.Events.timing;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceMetersTest {
    private static final String STABLE =
            "{arm=\"stable\",engine=\"onnxruntime\",engine_version=\"1.29.0\",model=\"fraud\",version=\"1\"";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FakeClock clock = new FakeClock();
    private final InferenceMeters meters = new InferenceMeters(registry, new Limits(3, true), clock);

    @Test
    void countsRequestsRowsAndBatchesOfAnArm() {
        meters.on(answered(arm("1", "stable"), 2, timing(5, 1)));
        meters.on(answered(arm("1", "stable"), 3, timing(5, 0)));

        assertThat(page())
                .contains("roundhouse_inference_requests_total" + STABLE + "} 2.0")
                .contains("roundhouse_inference_rows_total" + STABLE + "} 5.0")
                .contains("roundhouse_inference_batch_rows_count" + STABLE + "} 1")
                .contains("roundhouse_inference_batch_rows_sum" + STABLE + "} 5.0");
    }

    @Test
    void countsTheFlagsOfAnArmAndNotWhatTheySay() {
        meters.on(flagged(arm("1", "stable"), "'Age': 2 rows", "'Job': 1 row"));
        meters.on(flagged(arm("1", "stable"), "'Age': 1 row"));
        meters.on(flagged(arm("1", "stable")));

        assertThat(page()).contains("roundhouse_flags_total" + STABLE + "} 3.0");
        assertThat(series("roundhouse_flags_total")).hasSize(1);
    }

    @Test
    void timesEveryPhaseInSecondsAndBuckets() {
        meters.on(answered(arm("1", "stable"), 1, timing(1, 1)));

        assertThat(page())
                .contains("roundhouse_inference_duration_seconds_sum" + STABLE + "} 4.0E-4")
                .contains("roundhouse_inference_duration_seconds_bucket" + STABLE + ",le=\"2.5E-4\"} 0")
                .contains("roundhouse_inference_duration_seconds_bucket" + STABLE + ",le=\"5.0E-4\"} 1")
                .contains("roundhouse_inference_queue_seconds_sum" + STABLE + "} 1.0E-6")
                .contains("roundhouse_inference_transform_seconds_sum" + STABLE + "} 2.0E-6")
                .contains("roundhouse_inference_compute_seconds_sum" + STABLE + "} 3.0E-4");
    }

    @Test
    void leavesBucketsOutWhereTheyAreNotWanted() {
        new InferenceMeters(registry, new Limits(3, false), clock).on(answered(arm("1", "stable"), 1, timing(1, 1)));

        assertThat(series("roundhouse_inference_duration_seconds_sum")).hasSize(1);
        assertThat(series("roundhouse_inference_duration_seconds_bucket")).isEmpty();
    }

    @Test
    void countsFailuresByReason() {
        meters.on(failed(arm("1", "stable"), ErrorCode.ENGINE_FAILED));
        meters.on(failed(arm("1", "stable"), ErrorCode.ENGINE_FAILED));

        assertThat(page())
                .contains("roundhouse_inference_requests_total" + STABLE + "} 2.0")
                .anyMatch(line ->
                        line.startsWith("roundhouse_inference_failures_total{arm=\"stable\",category=\"server\","
                                        + "code=\"ENGINE_FAILED\"")
                                && line.endsWith(" 2.0"));
    }

    @Test
    void countsEscalationsByOutcomeAndTheComputeOfBoth() {
        ServedBy small = arm("1", "small");
        ServedBy large = arm("2", "large");
        meters.on(escalated(small, 2, timing(4, 1), "large"));
        meters.on(answered(large, 2, new Timing(0, 0, 8_000_000, 9_000_000, 4, 1)));
        meters.on(escalated(small, 1, timing(1, 1), "large", ErrorCode.DEADLINE_EXCEEDED));

        String step = "arm=\"small\",model=\"fraud\",";
        assertThat(page())
                .contains("roundhouse_inference_escalation_requests_total{" + step
                        + "outcome=\"answered\",to=\"large\"} 1.0")
                .contains("roundhouse_inference_escalation_requests_total{" + step
                        + "outcome=\"DEADLINE_EXCEEDED\",to=\"large\"} 1.0")
                .contains("roundhouse_inference_rows_total" + STABLE.replace("stable", "small") + "} 2.0")
                .contains("roundhouse_inference_compute_seconds_sum" + STABLE.replace("stable", "small") + "} 3.0E-4")
                .contains("roundhouse_inference_requests_total" + STABLE.replace("stable", "small") + "} 0.0");
    }

    @Test
    void countsTheComputeThatWasNotSpent() {
        ServedBy small = arm("1", "small");
        meters.on(answered(small, 5, timing(5, 1))); // nobody knows of a cascade yet
        meters.on(escalated(small, 2, timing(4, 1), "large"));
        meters.on(answered(arm("2", "large"), 2, new Timing(0, 0, 8_000_000, 9_000_000, 4, 1))); // 2 ms a row

        meters.on(answered(small, 3, timing(3, 1)));
        meters.on(answered(small, 1, timing(3, 0)));

        assertThat(page())
                .contains("roundhouse_inference_escalation_saved_seconds_total{arm=\"small\",model=\"fraud\","
                        + "to=\"large\"} 0.008");
    }

    @Test
    void countsAnArmOnWhateverDefinitionItBelongsTo() {
        for (int i = 0; i < 100; i++) {
            ServedBy stable = arm("1", "stable");
            meters.on(answered(
                    new ServedBy(
                            stable.model(), stable.arm(), stable.engine(), stable.engineVersion(), "none", "", "c" + i),
                    1,
                    timing(1, 1)));
        }

        assertThat(page()).contains("roundhouse_inference_requests_total" + STABLE + "} 100.0");
        assertThat(series("roundhouse_inference_requests_total")).hasSize(1);
    }

    @Test
    void givesNamesThatOnlyClientsWroteOneSeries() {
        meters.on(changed("1", ModelState.LIVE));
        for (int i = 0; i < 100; i++) {
            meters.on(refused("guess" + i, ErrorCode.MODEL_NOT_FOUND));
        }
        meters.on(refused("fraud", ErrorCode.OVERLOADED));

        List<String> failures = series("roundhouse_inference_failures_total");
        assertThat(failures).hasSize(2);
        assertThat(failures).anyMatch(line -> line.contains("model=\"unknown\"") && line.endsWith(" 100.0"));
        assertThat(failures).anyMatch(line -> line.contains("model=\"fraud\"") && line.endsWith(" 1.0"));
    }

    @Test
    void countsArmsOverTheLimitTogetherUntilOneIsClosed() {
        for (int i = 1; i <= 5; i++) {
            meters.on(changed(Integer.toString(i), ModelState.LIVE));
            meters.on(answered(arm(Integer.toString(i), "a"), 1, timing(1, 1)));
        }
        assertThat(series("roundhouse_inference_requests_total"))
                .hasSize(4)
                .anyMatch(line -> line.contains("model=\"other\"") && line.endsWith(" 2.0"));

        meters.on(changed("1", ModelState.CLOSED));
        meters.on(answered(arm("5", "a"), 1, timing(1, 1)));

        assertThat(series("roundhouse_inference_requests_total"))
                .noneMatch(line -> line.contains("version=\"1\""))
                .anyMatch(line -> line.contains("version=\"5\"") && line.endsWith(" 1.0"));
    }

    @Test
    void goesOnCountingWhenAModelIsClosedAndComesBack() {
        meters.on(answered(arm("1", "stable"), 1, timing(1, 1)));
        meters.on(changed("1", ModelState.CLOSED));
        meters.on(changed("1", ModelState.LIVE));
        meters.on(answered(arm("1", "stable"), 1, timing(1, 1)));

        assertThat(page()).contains("roundhouse_inference_requests_total" + STABLE + "} 2.0");
    }

    @Test
    void tellsTheStateOfEveryVersion() {
        meters.on(changed("1", ModelState.LOADING));
        meters.on(changed("1", ModelState.LIVE));
        meters.on(changed("2", ModelState.FAILED));

        assertThat(series("roundhouse_model_state"))
                .hasSize(2 * ModelState.values().length)
                .contains("roundhouse_model_state{model=\"fraud\",state=\"live\",version=\"1\"} 1.0")
                .contains("roundhouse_model_state{model=\"fraud\",state=\"loading\",version=\"1\"} 0.0")
                .contains("roundhouse_model_state{model=\"fraud\",state=\"failed\",version=\"2\"} 1.0");
    }

    @Test
    void tellsHowLongAVersionTookToLoad() {
        meters.on(changed("1", ModelState.WAITING));
        meters.on(changed("1", ModelState.LOADING));
        assertThat(series("roundhouse_model_load_seconds")).isEmpty();
        clock.advance(Duration.ofMillis(1_500));
        meters.on(changed("1", ModelState.LIVE));
        meters.on(changed("2", ModelState.LOADING));
        meters.on(changed("2", ModelState.FAILED));

        assertThat(series("roundhouse_model_load_seconds"))
                .containsExactly("roundhouse_model_load_seconds{model=\"fraud\",version=\"1\"} 1.5");
        assertThat(page()).contains("roundhouse_model_loads_total 1.0");
    }

    @Test
    void tellsQuantilesOfTheLastMinutes() {
        for (int i = 0; i < 100; i++) {
            meters.on(answered(arm("1", "stable"), 1, new Timing(0, 0, 0, i < 95 ? 1_000_000 : 80_000_000, 1, 1)));
        }
        meters.read(1, "estimate");

        assertThat(recent("0.5")).isBetween(0.00097, 0.00103);
        assertThat(recent("0.99")).isBetween(0.0776, 0.0824);

        clock.advance(Duration.ofMinutes(1));
        meters.read(1, "estimate");
        clock.advance(Duration.ofMinutes(1));
        meters.read(1, "estimate");
        meters.read(1, "estimate");
        assertThat(series("roundhouse_inference_duration_recent_seconds")).isEmpty();
    }

    private double recent(String quantile) {
        List<String> lines = series("roundhouse_inference_duration_recent_seconds").stream()
                .filter(line -> line.contains("quantile=\"" + quantile + "\""))
                .toList();
        assertThat(lines).hasSize(1);
        return Double.parseDouble(lines.get(0).replaceFirst(".* ", ""));
    }

    @Test
    void tellsWhatAnArmTakesOfProcessorsAndEnergy() {
        Timing measured = new Timing(0, 0, 2_000_000_000, 1_000_000_000, 3_000_000_000L, 4, 1);
        meters.on(answered(arm("1", "stable"), 1, measured));
        meters.on(answered(arm("1", "stable"), 3, new Timing(0, 0, 2_000_000_000, 3_000_000_000L, 4, 0)));
        meters.read(3.5, "estimate");

        assertThat(page())
                .contains("roundhouse_inference_cpu_seconds_total" + STABLE + "} 1.0")
                .anyMatch(line -> line.startsWith("roundhouse_energy_joules_total{")
                        && line.contains("source=\"estimate\"")
                        && line.endsWith(" 3.5"))
                .anyMatch(line -> line.startsWith("roundhouse_energy_request_joules{") && line.endsWith(" 1.75"));
    }

    @Test
    void knowsAVersionThatWasLiveBeforeItCame() {
        meters.on(answered(arm("1", "stable"), 1, timing(1, 1)));

        assertThat(page()).contains("roundhouse_model_state{model=\"fraud\",state=\"live\",version=\"1\"} 1.0");
    }

    @Test
    void forgetsClosedVersionsWhenThereAreTooMany() {
        for (int i = 0; i < 20; i++) {
            meters.on(changed(Integer.toString(i), ModelState.LIVE));
            meters.on(changed(Integer.toString(i), ModelState.CLOSED));
        }

        assertThat(series("roundhouse_model_state")).hasSizeLessThanOrEqualTo(3 * ModelState.values().length);
        assertThat(page()).contains("roundhouse_model_state{model=\"fraud\",state=\"closed\",version=\"19\"} 1.0");
    }

    private List<String> page() {
        return registry.scrape().lines().toList();
    }

    private List<String> series(String name) {
        return page().stream().filter(line -> line.startsWith(name + "{")).toList();
    }
}
