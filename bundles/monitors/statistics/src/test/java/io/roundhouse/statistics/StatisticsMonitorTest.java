package io.roundhouse.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Statistics.ModelStatistics;
import io.roundhouse.server.control.Statistics.Times;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatisticsMonitorTest {
    private static final ServedBy STABLE = new ServedBy(new ModelId("fraud", "1"), "stable", "ort", "1.20.0");
    private static final ServedBy SWAPPED = new ServedBy(new ModelId("fraud", "1"), "stable", "ort", "1.29.0");
    private static final ServedBy CANARY = new ServedBy(new ModelId("fraud", "2"), "canary", "ort", "1.29.0");

    private final AtomicLong clock = new AtomicLong(1_000);
    private final StatisticsMonitor statistics = new StatisticsMonitor(clock::get);

    @Test
    void countsABatchOfEightAsEightInferencesAndOneExecution() {
        statistics.on(answered(STABLE, 8, new Timing(10, 20, 300, 400, 8, 1)));

        ModelStatistics found = only();
        assertThat(found.inferenceCount()).isEqualTo(8);
        assertThat(found.executionCount()).isEqualTo(1);
        assertThat(found.lastInferenceMillis()).isEqualTo(1_000);
        assertThat(found.success()).isEqualTo(new Times(1, 400));
        assertThat(found.fail()).isEqualTo(new Times(0, 0));
        assertThat(found.queue()).isEqualTo(new Times(1, 10));
        assertThat(found.transform()).isEqualTo(new Times(1, 20));
        assertThat(found.compute()).isEqualTo(new Times(1, 300));
        assertThat(found.batches()).isEqualTo(Map.of(8, new Times(1, 300)));
    }

    @Test
    void countsTheWorkOfAnArmWhoseAnswerAnotherReplaced() {
        InferenceResponse first =
                new InferenceResponse("r", STABLE, Tensors.empty(), new Timing(10, 20, 300, 400, 8, 1));

        statistics.on(new InferenceEvent.Escalated(request(8), first, "large", Optional.empty()));
        statistics.on(new InferenceEvent.Escalated(
                request(8), first, "large", Optional.of(new InferenceException(ErrorCode.OVERLOADED, "full"))));

        assertThat(only().inferenceCount()).isEqualTo(8);
        assertThat(only().compute()).isEqualTo(new Times(1, 300));
    }

    @Test
    void countsOneExecutionForABatchOfThreeRequests() {
        statistics.on(answered(STABLE, 2, new Timing(1, 1, 50, 60, 6, 1)));
        statistics.on(answered(STABLE, 2, new Timing(1, 1, 50, 60, 6, 0)));
        statistics.on(answered(STABLE, 2, new Timing(1, 1, 50, 60, 6, 0)));

        assertThat(only().inferenceCount()).isEqualTo(6);
        assertThat(only().executionCount()).isEqualTo(1);
        assertThat(only().batches()).isEqualTo(Map.of(6, new Times(1, 50)));
    }

    @Test
    void countsNoInferenceForAnAnswerWithoutAnEngine() {
        statistics.on(answered(STABLE, 4, new Timing(0, 5, 0, 6, 0, 0)));

        assertThat(only().inferenceCount()).isZero();
        assertThat(only().executionCount()).isZero();
        assertThat(only().success().count()).isEqualTo(1);
        assertThat(only().batches()).isEmpty();
    }

    @Test
    void countsOneInferenceForAModelThatTakesNoRows() {
        statistics.on(answered(STABLE, 640, new Timing(0, 0, 9, 9, 1, 1)));

        assertThat(only().inferenceCount()).isEqualTo(1);
    }

    @Test
    void countsFailuresOfAnArmAndNotThoseOfNobody() {
        statistics.on(failed(Optional.of(STABLE), new Timing(0, 0, 70, 90, 3, 1)));
        statistics.on(failed(Optional.empty(), new Timing(0, 0, 0, 5, 0, 0)));

        assertThat(only().fail()).isEqualTo(new Times(1, 90));
        assertThat(only().success().count()).isZero();
        assertThat(only().executionCount()).isEqualTo(1);
        assertThat(only().lastInferenceMillis()).isZero();
    }

    @Test
    void goesOnCountingWhenTheEngineIsSwapped() {
        statistics.on(answered(STABLE, 1, new Timing(0, 0, 1, 1, 1, 1)));
        statistics.on(new InferenceEvent.ModelChanged(STABLE.model(), ModelState.CLOSED, ""));
        statistics.on(answered(SWAPPED, 1, new Timing(0, 0, 1, 1, 1, 1)));

        assertThat(only().success().count()).isEqualTo(2);
    }

    @Test
    void tellsModelsByNameAndVersion() {
        statistics.on(answered(CANARY, 1, new Timing(0, 0, 1, 1, 1, 1)));
        statistics.on(answered(STABLE, 1, new Timing(0, 0, 1, 1, 1, 1)));

        assertThat(statistics.models())
                .extracting(ModelStatistics::model)
                .containsExactly(STABLE.model(), CANARY.model());
    }

    @Test
    void forgetsNoneOfManyThreads() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (int n = 0; n < each; n++) {
                            statistics.on(answered(n % 2 == 0 ? STABLE : CANARY, 1, new Timing(1, 1, 1, 3, 1, 1)));
                        }
                        done.countDown();
                    })
                    .start();
        }

        done.await();

        assertThat(statistics.models())
                .extracting(of -> of.success().count())
                .containsExactly((long) threads * each / 2, (long) threads * each / 2);
    }

    @Test
    void keepsItsMemoryBounded() {
        for (int i = 0; i < StatisticsMonitor.MODELS_MAX + 5; i++) {
            ServedBy servedBy = new ServedBy(new ModelId("m", Integer.toString(i)), "a", "e", "1");
            statistics.on(failed(Optional.of(servedBy), new Timing(0, 0, 0, 1, 0, 0)));
        }
        ServedBy first = new ServedBy(new ModelId("m", "0"), "a", "e", "1");
        for (int rows = 1; rows <= ModelCounters.BATCH_SIZES_MAX + 5; rows++) {
            statistics.on(answered(first, rows, new Timing(0, 0, 1, 1, rows, 1)));
        }

        assertThat(statistics.models()).hasSize(StatisticsMonitor.MODELS_MAX);
        assertThat(statistics.models().get(0).batches()).hasSize(ModelCounters.BATCH_SIZES_MAX);
        assertThat(statistics.models().get(0).executionCount()).isEqualTo(ModelCounters.BATCH_SIZES_MAX + 5);
    }

    private ModelStatistics only() {
        assertThat(statistics.models()).hasSize(1);
        return statistics.models().get(0);
    }

    private static InferenceEvent answered(ServedBy servedBy, int rows, Timing timing) {
        return new InferenceEvent.Answered(
                request(rows), new InferenceResponse("r", servedBy, Tensors.empty(), timing));
    }

    private static InferenceEvent failed(Optional<ServedBy> servedBy, Timing timing) {
        return new InferenceEvent.Failed(
                request(1), servedBy, new InferenceException(ErrorCode.OVERLOADED, "full"), timing);
    }

    private static InferenceRequest request(int rows) {
        Tensors inputs = Tensors.of("x", Tensor.ofFloats(Shape.of(rows, 1), new float[rows]));
        return InferenceRequest.of("r", "fraud", inputs, new Deadline(0), 0);
    }
}
