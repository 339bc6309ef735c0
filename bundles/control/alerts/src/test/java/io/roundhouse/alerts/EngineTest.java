package io.roundhouse.alerts;

import static io.roundhouse.alerts.Numbers.BEGIN;
import static io.roundhouse.alerts.Numbers.MINUTE;
import static io.roundhouse.alerts.Numbers.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.server.control.Alerts.Alert;
import io.roundhouse.server.control.Alerts.State;
import io.roundhouse.server.control.Metrics.Sample;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final Map<String, String> CREDIT = Map.of("model", "credit");

    private static final String[] HOT = {"rules:", "  - { alert: hot, metric: heat, above: 3, for: 2m, hold: 1m }"};

    private static Alert only(Engine engine) {
        assertThat(engine.alerts()).hasSize(1);
        return engine.alerts().get(0);
    }

    /** Steps until that moment, both included. */
    private static void run(Engine engine, long from, long to, LongFunction<List<Sample>> numbers) {
        for (long at = from; at <= to; at += STEP) {
            engine.step(at, numbers.apply(at));
        }
    }

    @Test
    void isPendingThenFiringThenResolved() {
        Engine engine = Numbers.engine(HOT);

        run(engine, BEGIN, BEGIN + 2 * MINUTE - STEP, at -> Numbers.of("heat", 4));
        assertThat(only(engine).state()).isEqualTo(State.PENDING);
        engine.step(BEGIN + 2 * MINUTE, Numbers.of("heat", 4));
        assertThat(only(engine).state()).isEqualTo(State.FIRING);
        assertThat(only(engine).sinceMillis()).isEqualTo(BEGIN + 2 * MINUTE);
        run(engine, BEGIN + 2 * MINUTE + STEP, BEGIN + 3 * MINUTE - STEP, at -> Numbers.of("heat", 2));
        assertThat(only(engine).state()).isEqualTo(State.FIRING);
        engine.step(BEGIN + 3 * MINUTE, Numbers.of("heat", 2));
        assertThat(only(engine).state()).isEqualTo(State.RESOLVED);
        engine.step(BEGIN + 3 * MINUTE + 25 * 60 * MINUTE, Numbers.of("heat", 2));
        assertThat(engine.alerts()).isEmpty();
    }

    @Test
    void doesNotFireForWhatFlaps() {
        Engine engine = Numbers.engine(HOT);

        run(engine, BEGIN, BEGIN + 60 * MINUTE, at -> {
            assertThat(engine.alerts()).noneMatch(alert -> alert.state() == State.FIRING);
            return Numbers.of("heat", at / MINUTE % 2 == 0 ? 4 : 2);
        });
    }

    @Test
    void staysFiringWhenItFlapsWithinItsHold() {
        Engine engine = Numbers.engine(HOT);
        run(engine, BEGIN, BEGIN + 2 * MINUTE, at -> Numbers.of("heat", 4));

        run(engine, BEGIN + 2 * MINUTE + STEP, BEGIN + 60 * MINUTE, at -> {
            assertThat(only(engine).state()).isEqualTo(State.FIRING);
            return Numbers.of("heat", at / STEP % 3 == 0 ? 4 : 2);
        });
    }

    @Test
    void isResolvedWhenTheNumberIsNotThereAnyMore() {
        Engine engine = Numbers.engine("rules:", "  - { alert: hot, metric: heat, above: 3 }");
        engine.step(BEGIN, Numbers.of("heat", 4));

        engine.step(BEGIN + STEP, List.of());

        assertThat(only(engine).state()).isEqualTo(State.RESOLVED);
    }

    @Test
    void tellsSeriesApartUnlessByNamesLabels() {
        List<Sample> two = new Numbers()
                .and("heat", 4, Map.of("model", "credit", "arm", "a"))
                .and("heat", 5, Map.of("model", "credit", "arm", "b"))
                .and("heat", 1, Map.of("model", "fraud", "arm", "a"))
                .all();
        Engine each = Numbers.engine("rules:", "  - { alert: hot, metric: heat, above: 3 }");
        Engine models =
                Numbers.engine("rules:", "  - { alert: hot, metric: heat, by: [model], combine: sum, above: 3 }");
        Engine all = Numbers.engine("rules:", "  - { alert: hot, metric: heat, by: [], combine: min, below: 3 }");

        each.step(BEGIN, two);
        models.step(BEGIN, two);
        all.step(BEGIN, two);

        assertThat(each.alerts()).hasSize(2);
        assertThat(only(models).labels()).isEqualTo(CREDIT);
        assertThat(only(models).value()).isEqualTo(9);
        assertThat(only(all).labels()).isEmpty();
        assertThat(only(all).value()).isEqualTo(1);
    }

    @Test
    void weighsTheMeanAndTheGreatestOfAWindow() {
        Engine engine = Numbers.engine(
                "rules:",
                "  - { alert: mean, metric: heat, function: mean, window: 1m, above: 0 }",
                "  - { alert: max, metric: heat, function: max, window: 1m, above: 0 }");

        run(engine, BEGIN, BEGIN + 5 * MINUTE, at -> Numbers.of("heat", (at - BEGIN) / (double) STEP));

        assertThat(engine.alerts())
                .extracting(Alert::rule, Alert::value)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("mean", 18.5),
                        org.assertj.core.groups.Tuple.tuple("max", 20.0));
    }

    @Test
    void weighsTheRateOfACountThroughARestart() {
        Engine engine = Numbers.engine(
                "rules:", "  - { alert: many, metric: asked_total, function: rate, window: 5m, above: 0 }");

        // two a second; after four minutes it begins anew at zero
        run(engine, BEGIN, BEGIN + 10 * MINUTE, at -> {
            long seconds = (at - BEGIN) / 1000;
            return Numbers.of("asked_total", 2.0 * (seconds < 240 ? 1_000_000 + seconds : seconds - 240 + 15));
        });

        assertThat(only(engine).value()).isCloseTo(2, within(1e-9));
    }

    @Test
    void countsFromZeroWhatAppearsLater() {
        Engine engine = Numbers.engine(
                "rules:", "  - { alert: first, metric: failed_total, function: increase, window: 5m, above: 0 }");
        run(engine, BEGIN, BEGIN + MINUTE, at -> List.of());

        engine.step(BEGIN + MINUTE + STEP, Numbers.of("failed_total", 1, CREDIT));

        assertThat(only(engine).value()).isEqualTo(1);
        assertThat(only(engine).labels()).isEqualTo(CREDIT);
    }

    @Test
    void doesNotTakeWhatWasCountedBeforeItsFirstLook() {
        Engine engine = Numbers.engine(
                "rules:", "  - { alert: first, metric: failed_total, function: increase, window: 5m, above: 0 }");

        run(engine, BEGIN, BEGIN + MINUTE, at -> Numbers.of("failed_total", 1000));

        assertThat(engine.alerts()).isEmpty();
    }

    @Test
    void weighsTheShareOfOneCountInAnother() {
        Engine engine = Numbers.engine(
                "rules:",
                "  - alert: errors",
                "    metric: failed_total",
                "    where: { category: '!caller' }",
                "    by: [model]",
                "    function: increase",
                "    per: { metric: asked_total }",
                "    above: 0.05");

        run(engine, BEGIN, BEGIN + 10 * MINUTE, at -> {
            double n = (at - BEGIN) / (double) STEP;
            return new Numbers()
                    .and("asked_total", 100 * n, CREDIT)
                    .and("asked_total", 100 * n, Map.of("model", "fraud"))
                    .and("asked_total", 0, Map.of("model", "idle"))
                    .and("failed_total", 7 * n, Map.of("model", "credit", "code", "A", "category", "server"))
                    .and("failed_total", 3 * n, Map.of("model", "credit", "code", "B", "category", "server"))
                    .and("failed_total", 90 * n, Map.of("model", "fraud", "code", "C", "category", "caller"))
                    .all();
        });

        assertThat(only(engine).labels()).isEqualTo(CREDIT);
        assertThat(only(engine).value()).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void readsAQuantileFromBuckets() {
        Engine engine = Numbers.engine(
                "rules:",
                "  - { alert: slow, metric: took, by: [model], function: quantile, quantile: 0.9, window: 5m, above: 0 }");

        run(engine, BEGIN, BEGIN + 10 * MINUTE, at -> {
            double n = (at - BEGIN) / (double) STEP;
            return new Numbers()
                    .and("took_bucket", 50 * n, Map.of("model", "credit", "le", "0.1"))
                    .and("took_bucket", 80 * n, Map.of("model", "credit", "le", "0.2"))
                    .and("took_bucket", 100 * n, Map.of("model", "credit", "le", "0.4"))
                    .and("took_bucket", 100 * n, Map.of("model", "credit", "le", "+Inf"))
                    .all();
        });

        assertThat(only(engine).value()).isCloseTo(0.3, within(1e-9));
        assertThat(only(engine).labels()).isEqualTo(CREDIT);
    }

    @Test
    void namesTheNearestMetricOfAnUnknownOneAndWeighsTheOthers() {
        Engine engine = Numbers.engine(
                "rules:",
                "  - { alert: typo, metric: roundhouse_haet, above: 3 }",
                "  - { alert: hot, metric: roundhouse_heat, above: 3 }");

        engine.step(BEGIN, Numbers.of("roundhouse_heat", 4));

        assertThat(only(engine).rule()).isEqualTo("hot");
        assertThat(engine.rules().get(0).note())
                .isEqualTo("there is no metric 'roundhouse_haet' yet; if it is mistyped: the nearest one is"
                        + " 'roundhouse_heat'");
        assertThat(engine.rules().get(1).note()).isEmpty();
    }

    @Test
    void watchesSoManyGroupsAndSaysSo() {
        Numbers many = new Numbers();
        for (int i = 0; i < 300; i++) {
            many.and("heat", 4, Map.of("n", "" + i));
        }
        Engine engine = Numbers.engine("rules:", "  - { alert: hot, metric: heat, above: 3 }");

        engine.step(BEGIN, many.all());

        assertThat(engine.alerts()).hasSize(Signal.GROUPS_MAX);
        assertThat(engine.rules().get(0).note()).contains("only 200 groups are watched");
    }

    @Test
    void writesTheSummaryOfEachAlert() {
        Engine engine = Numbers.engine(
                "rules:", "  - { alert: hot, metric: heat, above: 3, summary: '{model}: {value} of {x}' }");

        engine.step(BEGIN, Numbers.of("heat", 3.14159, CREDIT));

        assertThat(only(engine).summary()).isEqualTo("credit: 3.142 of {x}");
    }

    @Test
    void keepsThePastOfWhatIsWrittenTheSameWhenTheFileChanges() {
        String many = "  - { alert: many, metric: asked_total, function: increase, window: 5m, above: 100 }";
        Engine before = Numbers.engine("rules:", many, "  - { alert: hot, metric: heat, above: 3 }");
        run(before, BEGIN, BEGIN + 5 * MINUTE, at -> new Numbers()
                .and("asked_total", (at - BEGIN) / 1000.0, Map.of())
                .and("heat", 4, Map.of())
                .all());

        Engine after = new Engine(Numbers.book("rules:", many), before, BEGIN + 5 * MINUTE);
        after.step(BEGIN + 5 * MINUTE + STEP, Numbers.of("asked_total", 315));

        assertThat(after.alerts())
                .extracting(Alert::rule, Alert::state)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("many", State.FIRING),
                        org.assertj.core.groups.Tuple.tuple("hot", State.RESOLVED));
        assertThat(after.alerts().get(1).sinceMillis()).isLessThan(BEGIN + 5 * MINUTE);
    }
}
