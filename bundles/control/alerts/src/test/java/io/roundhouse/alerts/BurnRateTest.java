package io.roundhouse.alerts;

import static io.roundhouse.alerts.Numbers.BEGIN;
import static io.roundhouse.alerts.Numbers.HOUR;
import static io.roundhouse.alerts.Numbers.MINUTE;
import static io.roundhouse.alerts.Numbers.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.alerts.Slo.Burn;
import io.roundhouse.server.control.Alerts.State;
import io.roundhouse.server.control.Metrics.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Three quiet days, then a share of the requests fails: when does each alert fire, and when should it? */
class BurnRateTest {
    private static final long QUIET = 3 * 24 * HOUR;
    private static final Map<String, String> CREDIT = Map.of("model", "credit");

    private final double[] failed = {0};
    private double answered;

    private List<Sample> step(double requests, double badShare) {
        failed[0] += requests * badShare;
        answered += requests * (1 - badShare);
        return new Numbers()
                .and(Slo.ANSWERED, answered, CREDIT)
                .and(Slo.FAILED, failed[0], Map.of("model", "credit", "category", "server"))
                .and(Slo.FAILED, 1e6 + answered, Map.of("model", "credit", "category", "caller"))
                .all();
    }

    /** Minutes from the beginning of the failures to the firing of each alert, within four days. */
    private Map<String, Double> minutes(double objective, double badShare, double perStep) {
        failed[0] = 0;
        answered = 0;
        Engine engine = Numbers.engine("slo:", "  - { name: slo, objective: " + objective + " }");
        long began = BEGIN + QUIET;
        Map<String, Double> fired = new HashMap<>();
        for (long at = BEGIN; at <= began + 4 * 24 * HOUR; at += STEP) {
            for (Standing standing : engine.step(at, step(perStep, at > began ? badShare : 0))) {
                if (standing.isFiring()) {
                    fired.putIfAbsent(standing.identity().rule(), (at - began) / (double) MINUTE);
                }
            }
        }
        return fired;
    }

    @Property(tries = 20)
    void firesAtTheComputedMinute(
            @ForAll @DoubleRange(min = 0.002, max = 1) @Scale(4) double badShare,
            @ForAll @IntRange(min = 1, max = 3) int nines,
            @ForAll @DoubleRange(min = 5, max = 500) double perStep) {
        double objective = nines == 1 ? 95 : nines == 2 ? 99 : 99.9;
        double budget = 1 - objective / 100;

        Map<String, Double> fired = minutes(objective, badShare, perStep);

        for (Burn burn : Slo.BURNS) {
            String rule = "slo-" + RuleReader.span(burn.longWindow());
            double threshold = burn.factor(java.time.Duration.ofDays(30)) * budget;
            // the share over a window grows evenly while failures fill it
            double longMinutes = burn.longWindow().toMinutes() * threshold / badShare;
            if (Math.abs(badShare - threshold) < 1e-4 * threshold) {
                continue; // as much as it may be, to a rounding
            }
            if (badShare < threshold) {
                assertThat(fired).doesNotContainKey(rule);
            } else {
                assertThat(fired.get(rule)).as("%s at %s", rule, badShare).isCloseTo(longMinutes, within(1.0));
            }
        }
    }

    @Test
    void firesAfterTheMinutesOfTheWorkbook() {
        // 100 % fail of an objective of 99.9 %: 60 × 0.0144, 360 × 0.006 and 4320 × 0.001 minutes
        assertThat(minutes(99.9, 1, 10)).hasSize(3).satisfies(fired -> {
            assertThat(fired.get("slo-1h")).isCloseTo(0.86, within(0.3));
            assertThat(fired.get("slo-6h")).isCloseTo(2.16, within(0.3));
            assertThat(fired.get("slo-3d")).isCloseTo(4.32, within(0.3));
        });
    }

    @Test
    void isResolvedSoonAfterTheFailuresEnd() {
        Engine engine = Numbers.engine("slo:", "  - { name: slo, objective: 99.9 }");
        long failing = BEGIN + 6 * HOUR;
        long mended = failing + 30 * MINUTE;
        long at = BEGIN;
        for (; at <= mended + 5 * MINUTE + STEP; at += STEP) {
            engine.step(at, step(10, at > failing && at <= mended ? 0.5 : 0));
        }

        assertThat(engine.alerts())
                .filteredOn(alert -> alert.rule().equals("slo-1h"))
                .extracting(alert -> alert.state())
                .containsExactly(State.RESOLVED);
    }

    @Test
    void weighsAnswersThatAreTooLate() {
        Engine engine = Numbers.engine("slo:", "  - { name: quick, objective: 99, latency: 90ms }");
        double all = 0;
        double quick = 0;
        for (long at = BEGIN; at <= BEGIN + 2 * HOUR; at += STEP) {
            all += 100;
            quick += at > BEGIN + HOUR ? 60 : 100;
            engine.step(
                    at,
                    new Numbers()
                            .and(Slo.ANSWERED, all, CREDIT)
                            .and(Slo.BUCKETS, quick / 2, Map.of("model", "credit", "le", "0.05"))
                            .and(Slo.BUCKETS, quick, Map.of("model", "credit", "le", "0.1"))
                            .and(Slo.BUCKETS, all, Map.of("model", "credit", "le", "+Inf"))
                            .all());
        }

        assertThat(engine.alerts())
                .filteredOn(alert -> alert.rule().equals("quick-1h"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.state()).isEqualTo(State.FIRING);
                    assertThat(alert.value()).isCloseTo(40, within(0.5));
                });
    }

    @Test
    void saysNothingOfLatencyWithoutHistograms() {
        Engine engine = Numbers.engine("slo:", "  - { name: quick, objective: 99, latency: 90ms }");
        for (int i = 0; i < 100; i++) {
            engine.step(BEGIN + i * STEP, Numbers.of(Slo.ANSWERED, i * 100, CREDIT));
        }

        assertThat(engine.alerts()).isEmpty();
        assertThat(engine.rules().get(0).note()).contains("there is no metric '" + Slo.BUCKETS);
    }

    @Test
    void saysNothingOfFewRequests() {
        Engine few = Numbers.engine("slo:", "  - { name: slo, objective: 99.9, requests_min: 100 }");
        for (int i = 0; i < 99; i++) {
            few.step(BEGIN + i * STEP, step(1, 1));
        }

        assertThat(few.alerts()).isEmpty();
    }

    @Test
    void tellsWhatIsLeftOfTheBudget() {
        Engine engine = Numbers.engine("slo:", "  - { name: slo, objective: 99 }");
        for (long at = BEGIN; at <= BEGIN + 10 * HOUR; at += STEP) {
            engine.step(at, step(10, at > BEGIN + 5 * HOUR ? 0.01 : 0));
        }

        assertThat(Budget.of(engine)).singleElement().satisfies(budget -> {
            assertThat(budget.model()).isEqualTo("credit");
            assertThat(budget.left()).isCloseTo(0.5, within(0.01));
        });
    }
}
