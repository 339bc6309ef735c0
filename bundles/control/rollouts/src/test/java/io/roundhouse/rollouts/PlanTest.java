package io.roundhouse.rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Guard;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTest {
    private static final Settings SHADOW = Given.of("shadow", "100", "for", "10m");
    private static final Settings WEIGHT = Given.of("weight", "5", "for", "1h");

    @Test
    void hasStepsAndGuardsWhereNothingIsWritten() {
        Plan plan = Plan.read(Settings.empty());

        assertThat(plan.auto()).isTrue();
        assertThat(plan.steps())
                .extracting(Step::kind)
                .containsExactly(Step.Kind.SHADOW, Step.Kind.WEIGHT, Step.Kind.WEIGHT);
        assertThat(plan.guards())
                .extracting(watched -> watched.guard().name())
                .containsExactly("errors", "latency-p50");
        assertThat(plan.alpha()).isEqualTo(0.05);
        assertThat(plan.timeLimit()).isEqualTo(Duration.ofHours(24));
        assertThat(plan.otherwise()).isEqualTo(Plan.Otherwise.ROLL_BACK);
    }

    @Test
    void readsWhatIsWritten() {
        Settings keys = Given.of("start", "manual", "alpha", "0.01", "time_limit", "3h", "otherwise", "wait");
        Plan plan = Plan.read(Given.section(
                keys,
                List.of(SHADOW, Given.of("pause", "5m"), Given.of("approve", "true"), WEIGHT),
                List.of(
                        Given.of("metric", "accuracy", "margin", "0.02", "weight", "2", "requests_min", "300"),
                        Given.of("metric", "latency-p99", "margin", "0.2"),
                        Given.of("metric", "label-flips", "limit", "0.01"),
                        Given.of("metric", "difference", "limit", "0.01", "tolerance", "1e-4"))));

        assertThat(plan.auto()).isFalse();
        assertThat(plan.otherwise()).isEqualTo(Plan.Otherwise.WAIT);
        assertThat(plan.guards().get(0).guard())
                .isEqualTo(new Guard.Mean("accuracy", Guard.Better.HIGHER, 0, 1, 0.02, 2, 300));
        assertThat(plan.guards().get(3).tolerance()).isEqualTo(1e-4);
        assertThat(plan.alphaOfOne()).isEqualTo(0.005);
        assertThat(plan.trialStep(2)).isZero();
        assertThat(plan.guards(0)).hasSize(4);
        assertThat(plan.guards(3))
                .extracting(watched -> watched.guard().name())
                .containsExactly("accuracy", "latency-p99");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void answersEachMistakeWithOneSentence(Settings section, String sentence) {
        assertThatThrownBy(() -> Plan.read(section))
                .isInstanceOf(InferenceException.class)
                .hasMessageStartingWith("m/model.yaml:")
                .hasMessageContaining(sentence);
    }

    static Stream<Arguments> mistakes() {
        Settings errors = Given.of("metric", "errors", "margin", "0.01");
        return Stream.of(
                mistake(List.of(Given.of("weight", "5")), errors, "'for' is missing"),
                mistake(List.of(Given.of("weight", "5", "for", "0s")), errors, "must be above 0, was '0s'"),
                mistake(
                        List.of(Given.of("weight", "0", "for", "1m")),
                        errors,
                        "must be above 0 and at most 99 percent"),
                mistake(List.of(Given.of("weight", "100", "for", "1m")), errors, "must be a number 0.0..99.0"),
                mistake(List.of(Given.of("weight", "5", "shadow", "5", "for", "1m")), errors, "exactly one of"),
                mistake(List.of(Given.of("for", "1m")), errors, "exactly one of"),
                mistake(List.of(Given.of("pause", "1m")), errors, "must begin with a step with shadow or weight"),
                mistake(List.of(SHADOW, Given.of("pause", "1m", "for", "1m")), errors, "write 'pause: 10m'"),
                mistake(List.of(SHADOW, Given.of("approve", "false")), errors, "must be true"),
                mistake(List.of(Given.of("wieght", "5", "for", "1m")), errors, "did you mean 'weight'?"),
                mistake(List.of(SHADOW), Given.of("metric", "acuracy", "margin", "0"), "did you mean 'accuracy'?"),
                mistake(List.of(SHADOW), Given.of("metric", "errors"), "'margin' is missing for errors"),
                mistake(List.of(SHADOW), Given.of("metric", "errors", "limit", "0.1"), "write 'margin'"),
                mistake(List.of(SHADOW), Given.of("metric", "label-flips", "margin", "0.1"), "write 'limit'"),
                mistake(List.of(SHADOW), Given.of("metric", "label-flips", "limit", "0"), "must be above 0"),
                mistake(List.of(SHADOW), Given.of("metric", "difference", "limit", "0.1"), "'tolerance' is missing"),
                mistake(List.of(SHADOW), Given.of("metric", "latency-p0", "margin", "0.1"), "0.001 to 0.999"),
                mistake(List.of(WEIGHT), Given.of("metric", "label-flips", "limit", "0.1"), "needs a step with shadow"),
                mistake(List.of(SHADOW), Given.of("metric", "reward", "margin", "0.1"), "needs a step with weight"),
                Arguments.of(Given.section(List.of(SHADOW), List.of(errors, errors)), "has 'errors' twice"),
                Arguments.of(
                        Given.section(Given.of("time_limit", "5m"), List.of(SHADOW), List.of(errors)),
                        "of 5 min is shorter than all steps together, 10 min"),
                Arguments.of(
                        Given.section(Given.of("start", "now"), List.of(), List.of()), "must be one of [auto, manual]"),
                Arguments.of(
                        Given.section(Given.of("alpha", "0.9"), List.of(), List.of()), "'alpha' must be a number"));
    }

    private static Arguments mistake(List<Settings> steps, Settings guard, String sentence) {
        return Arguments.of(Given.section(steps, List.of(guard)), sentence);
    }

    @Test
    void fitsOnlyRoutersWithSharesAndNoArmsOfTheFile() {
        Settings arms = Settings.builder("m/model.yaml:9:1")
                .put("arms", Given.of("stable", "1"))
                .build();

        assertThatThrownBy(() -> Plans.check(Given.model(arms, "1"), Settings.empty()))
                .hasMessageContaining("'arms' cannot stand beside 'rollout'");
        assertThatThrownBy(() -> Plans.check(Given.model(Given.of("router", "cascade"), "1"), Settings.empty()))
                .hasMessageContaining("must be weighted or sticky beside 'rollout', was 'cascade'");
        Plans.check(Given.model(Given.of("router", "sticky"), "1"), Settings.empty());
    }

    @Test
    void aGuardOnFlipsNeedsALabel() {
        Settings section = Given.section(List.of(SHADOW), List.of(Given.of("metric", "label-flips", "limit", "0.1")));

        assertThatThrownBy(() -> Plans.check(Given.comparedBy("none"), section))
                .hasMessageContaining("has 'label-flips', but 'compare' says that the model has no label");
        Plans.check(Given.comparedBy("decision"), section);
    }

    @Test
    void aGuardOnLabelsNeedsFeedback() {
        Settings section = Given.section(List.of(SHADOW), List.of(Given.of("metric", "accuracy", "margin", "0.02")));

        assertThatThrownBy(() -> Plans.check(Given.model("1"), section))
                .hasMessageContaining("has 'accuracy', which needs labels or rewards: add a section 'feedback'");
    }
}
