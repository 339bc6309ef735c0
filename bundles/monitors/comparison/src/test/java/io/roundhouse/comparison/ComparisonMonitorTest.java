package io.roundhouse.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Comparisons.Counts;
import io.roundhouse.server.control.Comparisons.Label;
import io.roundhouse.server.control.Comparisons.Latency;
import io.roundhouse.server.control.Comparisons.Output;
import io.roundhouse.server.control.Comparisons.Report;
import io.roundhouse.server.control.Comparisons.Sizes;
import io.roundhouse.server.control.Comparisons.Worst;
import io.roundhouse.server.control.PairListener;
import io.roundhouse.server.control.PairListener.Pair;
import io.roundhouse.testkit.TestRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonMonitorTest {
    private static final ServedBy LIVE = arm("stable", "1", "1.20.0");
    private static final ServedBy WATCHING = arm("shadow", "1", "1.29.0");

    private final List<Pair> pairs = new ArrayList<>();
    private long now = 1000;
    private final ComparisonMonitor monitor = new ComparisonMonitor(pairs::add, () -> now++);

    @Test
    void reportsWhatAPairOfArmsGave() {
        monitor.on(compared("a", outputs(0.25f, 0.75f), outputs(0.25f, 0.75f)));
        monitor.on(compared("b", outputs(0.25f, 0.75f), outputs(0.5f, 0.25f)));

        Report report = report();

        assertThat(report.live()).isEqualTo(LIVE);
        assertThat(report.watching()).isEqualTo(WATCHING);
        assertThat(report.pairs()).isEqualTo(new Counts(2, 1, 2, 0, 0, 0));
        assertThat(report.label()).contains(new Label("p", 2, 1, 2, 1));
        Output p = report.outputs().get(0);
        assertThat(p.name()).isEqualTo("p");
        assertThat(p.equalElements()).isEqualTo(2);
        assertThat(p.absolute().max()).isEqualTo(0.5);
        assertThat(p.relative().max()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(p.relative().p50()).isZero();
        assertThat(p.cosineDistance().max()).isGreaterThan(0.1);
        assertThat(report.sizes()).isEqualTo(new Sizes(16, 16, 0));
        assertThat(report.worst()).containsExactly(new Worst("b", "p", 0, true, 2 / 3.0, "0.75", "0.25", 1001));
    }

    @Test
    void reportsTimesOfBothAndTheirDifference() {
        monitor.on(compared("a", outputs(1, 2), outputs(1, 2)));

        List<Latency> latencies = report().latencies();

        assertThat(latencies)
                .extracting(Latency::part)
                .containsExactly("queue", "transform", "compute", "engine", "cpu", "total");
        Latency compute = latencies.get(2);
        assertThat(compute.liveMeanNanos()).isEqualTo(8_000);
        assertThat(compute.watchingMeanNanos()).isEqualTo(2_000);
        assertThat(compute.difference().max()).isEqualTo(-6_000);
        assertThat(latencies.get(3).liveMeanNanos()).isEqualTo(2_000); // one of four rows
    }

    @Test
    void comparesProcessorTimeWhereBothWereMeasured() {
        monitor.on(compared("a", 4_000, 4, 1_500, 1)); // a quarter of the batch is the request's
        monitor.on(compared("b", -1, 4, 9_000, 1));
        monitor.on(compared("c", 8_000, 4, -1, 1));

        Latency cpu = report().latencies().get(4);

        assertThat(cpu.difference().count()).isEqualTo(1);
        assertThat(cpu.liveMeanNanos()).isEqualTo(1_000);
        assertThat(cpu.watchingMeanNanos()).isEqualTo(1_500);
        assertThat(cpu.difference().max()).isEqualTo(500);
    }

    private static Compared compared(String id, long liveCpu, int liveRows, long watchingCpu, int watchingRows) {
        return new Compared(
                LIVE, cpu(id, LIVE, liveCpu, liveRows), WATCHING, cpu(id, WATCHING, watchingCpu, watchingRows));
    }

    private static Answered cpu(String id, ServedBy arm, long cpuNanos, int batchRows) {
        Timing timing = new Timing(0, 0, 0, cpuNanos, 0, batchRows, 1);
        return new Answered(request(id), new InferenceResponse(id, arm, outputs(1, 2), timing));
    }

    @Test
    void countsFailuresOfEitherSide() {
        monitor.on(new Compared(LIVE, answered("a", LIVE, outputs(1, 2), 1), WATCHING, failed("a", WATCHING)));
        monitor.on(new Compared(LIVE, failed("b", LIVE), WATCHING, answered("b", WATCHING, outputs(1, 2), 1)));
        monitor.on(new Compared(LIVE, failed("c", LIVE), WATCHING, failed("c", WATCHING)));

        assertThat(report().pairs()).isEqualTo(new Counts(3, 0, 0, 1, 1, 1));
        assertThat(pairs).extracting(Pair::liveFailed).containsExactly(false, true, true);
        assertThat(pairs).extracting(Pair::watchingFailed).containsExactly(true, false, true);
    }

    @Test
    void tellsAListenerEachPair() {
        monitor.on(compared("a", outputs(0.25f, 0.75f), outputs(0.75f, 0.25f)));

        assertThat(pairs)
                .containsExactly(new Pair(
                        "a", LIVE, WATCHING, false, false, 1, 1, 2 / 3.0, 0.5, 20_000, 20_000, 8_000, 2_000, 1000));
    }

    @Test
    void anOutputOfOneArmOnlyIsADifference() {
        Tensors both = outputs(1, 2).with("extra", Tensor.ofFloats(Shape.of(1, 1), 1));

        monitor.on(compared("a", outputs(1, 2), both));
        monitor.on(compared("b", both, outputs(1, 2)));

        Output extra = report().outputs().get(1);
        assertThat(extra.mismatches()).isEqualTo(2);
        assertThat(extra.mismatch()).isEqualTo("the watching arm does not give it");
        assertThat(report().pairs().equal()).isZero();
        assertThat(report().sizes().pairsOfOtherSize()).isEqualTo(2);
        assertThat(pairs).extracting(Pair::relativeMax).containsOnly(Double.POSITIVE_INFINITY);
    }

    @Test
    void beginsAnewWhenAnArmGetsAnotherEngine() {
        monitor.on(compared("a", outputs(1, 2), outputs(2, 1)));
        ServedBy newer = arm("shadow", "1", "1.30.0");
        monitor.on(new Compared(
                LIVE, answered("b", LIVE, outputs(1, 2), 1), newer, answered("b", newer, outputs(1, 2), 1)));

        assertThat(report().watching()).isEqualTo(newer);
        assertThat(report().pairs().all()).isEqualTo(1);
    }

    @Test
    void keepsTheWorstFewOnly() {
        for (int i = 1; i <= 100; i++) {
            monitor.on(compared("id-" + i, outputs(1, 1000), outputs(1, 1000 + i)));
        }

        assertThat(report().worst())
                .hasSize(WorstPairs.MAX)
                .extracting(Worst::requestId)
                .startsWith("id-100", "id-99");
    }

    @Test
    void keepsNoMorePairsThanItMay() {
        for (int i = 0; i < ComparisonMonitor.PAIRS_MAX + 10; i++) {
            ServedBy live = new ServedBy(new ModelId("model" + i, "1"), "stable", "fake", "1");
            monitor.on(new Compared(
                    live, answered("a", live, outputs(1, 2), 1), WATCHING, answered("a", WATCHING, outputs(1, 2), 1)));
        }

        assertThat(monitor.reports())
                .hasSize(ComparisonMonitor.PAIRS_MAX)
                .extracting(Report::model)
                .doesNotContain("model0")
                .contains("model" + (ComparisonMonitor.PAIRS_MAX + 9));
    }

    @Test
    void countsFlipsOfTheOutputThatWasChosenAndBeginsAnewWithAnother() {
        Tensors live = outputs(1, 2).with("q", Tensor.ofFloats(Shape.of(1, 2), 1, 2));
        Tensors watching = outputs(1, 2).with("q", Tensor.ofFloats(Shape.of(1, 2), 2, 1));
        monitor.on(compared("a", live, watching));
        assertThat(report().label()).isEmpty(); // two vectors: nobody knows which

        monitor.choose("credit", "q");
        monitor.on(compared("b", live, watching));
        monitor.choose("credit", "q");
        assertThat(report().label()).contains(new Label("q", 1, 1, 1, 1));

        monitor.forget("credit");
        assertThat(monitor.reports()).isEmpty();
    }

    @Test
    void countsNoFlipsWhereTheModelHasNoLabel() {
        monitor.choose("credit", Labels.NOTHING);

        monitor.on(compared("a", outputs(1, 2), outputs(2, 1)));

        assertThat(report().label()).isEmpty();
        assertThat(pairs).extracting(Pair::labelRows).containsExactly(0);
        assertThat(report().pairs().equal()).isZero();
    }

    @Test
    void theFirstPairDecidesWhatTheLabelIs() {
        float[] embedding = new float[Labels.CLASSES_MAX + 1];
        embedding[0] = 0.5f;
        float[] distribution = embedding.clone();
        distribution[1] = 0.5f;

        monitor.on(compared("a", vector(embedding), vector(embedding)));
        monitor.on(compared("b", vector(distribution), vector(embedding)));

        assertThat(pairs).extracting(Pair::labelRows).containsExactly(0, 0);
    }

    private static Tensors vector(float... values) {
        return Tensors.of("p", Tensor.ofFloats(Shape.of(1, values.length), values));
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        PairListeners listeners = new PairListeners(() -> 0);
        PairListener broken = pair -> {
            throw new NoClassDefFoundError("gone");
        };
        listeners.add(broken);
        listeners.add(pairs::add);
        ComparisonMonitor told = new ComparisonMonitor(listeners, () -> 0);

        told.on(compared("a", outputs(1, 2), outputs(1, 2)));
        listeners.remove(broken);
        told.on(compared("b", outputs(1, 2), outputs(1, 2)));

        assertThat(pairs).hasSize(2);
        assertThat(listeners.failed()).isEqualTo(1);
    }

    private Report report() {
        assertThat(monitor.reports()).hasSize(1);
        return monitor.reports().get(0);
    }

    private static ServedBy arm(String name, String version, String engineVersion) {
        return new ServedBy(new ModelId("credit", version), name, "onnxruntime", engineVersion);
    }

    private static Tensors outputs(float first, float second) {
        return Tensors.of("p", Tensor.ofFloats(Shape.of(1, 2), first, second));
    }

    /** The live arm ran a batch of four rows in 8 µs, the watching arm one of one row in 2. */
    private static Compared compared(String id, Tensors live, Tensors watching) {
        return new Compared(LIVE, answered(id, LIVE, live, 4), WATCHING, answered(id, WATCHING, watching, 1));
    }

    private static Answered answered(String id, ServedBy arm, Tensors outputs, int batchRows) {
        Timing timing = new Timing(1_000, 0, 2_000L * batchRows, 20_000, batchRows, 1);
        return new Answered(request(id), new InferenceResponse(id, arm, outputs, timing));
    }

    private static Failed failed(String id, ServedBy arm) {
        InferenceException failure = new InferenceException(ErrorCode.ENGINE_FAILED, "no");
        return new Failed(request(id), Optional.of(arm), failure, new Timing(0, 0, 0, 5_000, 0, 0));
    }

    private static InferenceRequest request(String id) {
        return TestRequests.of(id, Tensors.of("x", Tensor.ofFloats(Shape.of(1, 1), 1)));
    }
}
