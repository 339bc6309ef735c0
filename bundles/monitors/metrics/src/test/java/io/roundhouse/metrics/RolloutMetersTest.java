package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Rollouts.Outcome;
import io.roundhouse.server.control.Rollouts.Past;
import io.roundhouse.server.control.Rollouts.Report;
import io.roundhouse.server.control.Rollouts.State;
import io.roundhouse.server.control.Verdict;
import io.roundhouse.server.control.Verdict.Decision;
import io.roundhouse.server.control.Verdict.Finding;
import io.roundhouse.server.control.Verdict.Standing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RolloutMeters meters = new RolloutMeters(registry);

    @Test
    void tellsWhereARolloutStandsAndHowTheOthersEnded() {
        meters.read(List.of(report(State.LOADING, Optional.empty())));
        meters.read(List.of(report(State.RUNNING, Optional.of(verdict(Decision.CONTINUE)))));

        assertThat(registry.scrape())
                .contains("roundhouse_rollout_state{model=\"credit\",state=\"running\"} 1.0")
                .contains("roundhouse_rollout_state{model=\"credit\",state=\"loading\"} 0.0")
                .contains("roundhouse_rollout_step{model=\"credit\"} 2.0")
                .contains("roundhouse_rollout_steps{model=\"credit\"} 3.0")
                .contains("roundhouse_rollout_since_seconds{model=\"credit\"} 1.5")
                .contains("roundhouse_rollout_rejected{model=\"credit\"} 1.0")
                .contains("roundhouse_rollout_remembered{model=\"credit\",outcome=\"rolled_back\"} 1.0")
                .contains("roundhouse_rollout_remembered{model=\"credit\",outcome=\"promoted\"} 0.0");
    }

    @Test
    void tellsTheNumbersOfEachGuardAndForgetsThemWithTheVerdict() {
        meters.read(List.of(report(State.RUNNING, Optional.of(verdict(Decision.ROLL_BACK)))));
        String there = registry.scrape();
        meters.read(List.of(report(State.IDLE, Optional.empty())));

        assertThat(there)
                .contains("roundhouse_rollout_decision{decision=\"roll_back\",model=\"credit\"} 1.0")
                .contains("roundhouse_rollout_decision{decision=\"continue\",model=\"credit\"} 0.0")
                .contains(
                        "roundhouse_rollout_guard_standing{guard=\"errors\",model=\"credit\",standing=\"harmful\"} 1.0")
                .contains("roundhouse_rollout_guard_canary_count{guard=\"errors\",model=\"credit\"} 50.0")
                .contains("roundhouse_rollout_guard_effect{guard=\"errors\",model=\"credit\"} 0.25")
                .contains("roundhouse_rollout_guard_upper{guard=\"errors\",model=\"credit\"} NaN")
                .contains("roundhouse_rollout_guard_harm_evidence{guard=\"errors\",model=\"credit\"} 40.0")
                .contains("roundhouse_rollout_guard_harm_needed{guard=\"errors\",model=\"credit\"} 20.0");
        assertThat(registry.scrape())
                .doesNotContain("roundhouse_rollout_guard", "roundhouse_rollout_decision")
                .contains("roundhouse_rollout_state{model=\"credit\",state=\"idle\"} 1.0");
    }

    @Test
    void forgetsAModelThatHasNoRolloutAnyMore() {
        meters.read(List.of(report(State.IDLE, Optional.empty())));
        meters.read(List.of());

        assertThat(registry.scrape()).doesNotContain("roundhouse_rollout");
    }

    static Report report(State state, Optional<Verdict> verdict) {
        Past past = new Past("1", "version 3", Outcome.ROLLED_BACK, "judge", "errors", 0, 1_000);
        return new Report(
                "credit", state, "1", "version 2", 2, 3, "", "", 1_500, verdict, List.of("version 3"), List.of(past));
    }

    static Verdict verdict(Decision decision) {
        Guard errors = new Guard.Mean("errors", Guard.Better.LOWER, 0, 1, 0.01, 1, 50);
        Finding finding = new Finding(
                errors, Standing.HARMFUL, 60, 50, 0, 0, 0.25, 0.25, 0.1, Double.NaN, 0.01, 40, 20, 0, 20, "");
        return new Verdict(decision, List.of(finding), "", "{}");
    }
}
