package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Feedback.ArmReport;
import io.roundhouse.server.control.Feedback.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedbackMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    static Report report(long joined, ArmReport... arms) {
        return new Report("m", true, 1, Map.of("joined", joined), List.of(arms), "");
    }

    static ArmReport arm(String name, double accuracy) {
        ServedBy servedBy = new ServedBy(new ModelId("m", "1"), name, "ort", "1.29.0");
        return new ArmReport(
                servedBy, 9, 5, accuracy, 5, 0.5, 0.25, Double.NaN, Double.NaN, 0.125, List.of(), 0, Double.NaN);
    }

    @Test
    void showsWhatIsKnownOfEachArm() {
        FeedbackMeters meters = new FeedbackMeters(registry, 10);

        meters.update(List.of(report(5, arm("stable", 0.5))));
        meters.update(List.of(report(7, arm("stable", 0.75))));

        String labels = "{arm=\"stable\",engine=\"ort\",engine_version=\"1.29.0\",model=\"m\",version=\"1\"}";
        assertThat(registry.scrape())
                .contains("roundhouse_feedback_accuracy" + labels + " 0.75")
                .contains("roundhouse_feedback_brier" + labels + " 0.25")
                .contains("roundhouse_feedback_auc" + labels + " NaN")
                .contains("roundhouse_feedback_calibration_error" + labels + " 0.125")
                .contains("roundhouse_feedback_total{kind=\"joined\",model=\"m\"} 7.0");
    }

    @Test
    void forgetsArmsThatAreToldNoMore() {
        FeedbackMeters meters = new FeedbackMeters(registry, 10);
        meters.update(List.of(report(5, arm("stable", 0.5), arm("canary", 0.5))));

        meters.update(List.of(report(5, arm("stable", 0.5))));
        assertThat(registry.scrape()).contains("stable").doesNotContain("canary");

        meters.update(List.of());
        assertThat(registry.scrape()).doesNotContain("roundhouse_feedback");
    }

    @Test
    void neverHasMoreArmsThanAllowed() {
        FeedbackMeters meters = new FeedbackMeters(registry, 1);

        meters.update(List.of(report(5, arm("stable", 0.5), arm("canary", 0.5))));

        assertThat(registry.scrape()).contains("stable").doesNotContain("canary");
    }
}
