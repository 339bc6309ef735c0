package io.roundhouse.batcher;

import static io.roundhouse.batcher.FakeModel.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ModelBatcherTest {
    @Test
    void passesASingleRequestThroughWithoutCopy() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            Tensors inputs = x(1, 2);

            Answer answer = at.infer(inputs);

            assertThat(at.model.batches).singleElement().isSameAs(inputs);
            assertThat(FakeModel.floats(answer.outputs())).containsExactly(2, 4);
            assertThat(answer.batchRows()).isEqualTo(2);
            assertThat(answer.executions()).isEqualTo(1);
        }
    }

    @Test
    void joinsWhatGatheredWhileTheEngineComputed() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.occupy();
            CompletableFuture<Answer> second = at.inferLater(x(1));
            CompletableFuture<Answer> third = at.inferLater(x(2, 3));
            CompletableFuture<Answer> fourth = at.inferLater(x(4));

            at.model.release(2);

            assertThat(BatcherFixture.floats(List.of(second, third, fourth)))
                    .containsExactly(new float[] {2}, new float[] {4, 6}, new float[] {8});
            assertThat(at.model.rows()).containsExactly(1L, 4L);
            assertThat(second.join().batchRows()).isEqualTo(4);
            assertThat(List.of(second, third, fourth).stream()
                            .map(answer -> answer.join().executions()))
                    .containsExactly(1, 0, 0);
        }
    }

    @Test
    void fillsABatchToTheLimitAndNotBeyond() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 4)) {
            at.occupy();
            List<CompletableFuture<Answer>> others =
                    List.of(at.inferLater(x(1, 2)), at.inferLater(x(3, 4, 5)), at.inferLater(x(6)));

            at.model.release(3);

            assertThat(BatcherFixture.floats(others))
                    .containsExactly(new float[] {2, 4}, new float[] {6, 8, 10}, new float[] {12});
            assertThat(at.occupant().batchRows()).isEqualTo(1);
            assertThat(at.model.rows()).containsExactly(1L, 2L, 4L);
        }
    }

    @Test
    void runsARequestOfMoreRowsThanTheLimitAlone() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 2)) {
            at.occupy();
            CompletableFuture<Answer> small = at.inferLater(x(1));
            CompletableFuture<Answer> large = at.inferLater(x(2, 3, 4));
            CompletableFuture<Answer> next = at.inferLater(x(5));

            at.model.release(4);

            assertThat(BatcherFixture.floats(List.of(small, large, next)))
                    .containsExactly(new float[] {2}, new float[] {4, 6, 8}, new float[] {10});
            assertThat(at.model.rows()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void doesNotMixRowsOfDifferentShape() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.occupy();
            Tensors wide = Tensors.of("x", Tensor.ofFloats(Shape.of(1, 2), 7, 8));
            List<CompletableFuture<Answer>> answers =
                    List.of(at.inferLater(x(1)), at.inferLater(wide), at.inferLater(x(2)), at.inferLater(wide));

            at.model.release(3);

            assertThat(BatcherFixture.floats(answers))
                    .containsExactly(new float[] {2}, new float[] {14, 16}, new float[] {4}, new float[] {14, 16});
            assertThat(at.model.batches.stream().map(batch -> batch.get("x").shape()))
                    .containsExactly(Shape.of(1, 1), Shape.of(2, 1), Shape.of(2, 2));
        }
    }

    @Test
    void runsOneRequestAtATimeWhenTheModelDoesNotBatch() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(false, 1), 8)) {
            at.occupy();
            List<CompletableFuture<Answer>> answers = List.of(at.inferLater(x(1)), at.inferLater(x(2, 3)));

            at.model.release(3);

            assertThat(BatcherFixture.floats(answers)).containsExactly(new float[] {2}, new float[] {4, 6});
            assertThat(at.model.rows()).containsExactly(1L, 1L, 2L);
            assertThat(answers.get(1).join().batchRows()).isEqualTo(1);
        }
    }

    @Test
    void refusesWithLimitAndActualWhenTheQueueIsFull() {
        BatchingSettings settings = new BatchingSettings(8, Duration.ZERO, 2);
        try (BatcherFixture at = new BatcherFixture(new FakeModel(), settings)) {
            at.occupy();
            List<CompletableFuture<Answer>> waiting = List.of(at.inferLater(x(1)), at.inferLater(x(2)));

            assertThatThrownBy(() -> at.infer(x(3)))
                    .hasMessage("queue of fraud:7 is full, 2 of 2")
                    .extracting(thrown -> ((InferenceException) thrown).code())
                    .isEqualTo(ErrorCode.OVERLOADED);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void dropsAnExpiredRequestBeforeItCostsCompute() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.occupy();
            CompletableFuture<Answer> late = at.inferLater(x(1), at.in(Duration.ofSeconds(10)));
            CompletableFuture<Answer> inTime = at.inferLater(x(2));

            at.clock.advance(Duration.ofSeconds(11));
            at.model.release(2);

            assertThat(FakeModel.floats(inTime.join().outputs())).containsExactly(4);
            assertThat(at.model.rows()).containsExactly(1L, 1L);
            assertThat(late)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingRootCause()
                    .withMessage("the request's deadline passed before fraud:7 answered");
        }
    }

    @Test
    void givesTheEngineTheLatestDeadlineOfTheBatch() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.occupy();
            Deadline later = at.in(Duration.ofSeconds(40));
            List<CompletableFuture<Answer>> answers =
                    List.of(at.inferLater(x(1)), at.inferLater(x(2), later), at.inferLater(x(3)));

            at.model.release(2);

            assertThat(BatcherFixture.floats(answers)).hasSize(3);
            assertThat(at.model.deadlines.get(1)).isEqualTo(later);
        }
    }

    @Test
    void reportsTheTimeBeforeTheBatchAndInTheEngine() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.occupy();
            CompletableFuture<Answer> waiting = at.inferLater(x(1));
            at.clock.advance(Duration.ofMillis(3));
            at.model.behave(batch -> {
                at.clock.advance(Duration.ofMillis(2));
                return FakeModel.doubled(batch);
            });

            at.model.release(2);

            assertThat(waiting.join().queueNanos()).isEqualTo(5_000_000);
            assertThat(waiting.join().computeNanos()).isEqualTo(2_000_000);
        }
    }

    @Test
    void answersWhatWaitsAndEndsItsThreadsOnClose() {
        FakeModel model = new FakeModel(true, 2);
        BatcherFixture at = BatcherFixture.of(model, 8);
        Answer answer = at.infer(x(1));

        at.close();

        assertThat(FakeModel.floats(answer.outputs())).containsExactly(2);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("roundhouse-batcher-fraud:7"));
        assertThatThrownBy(() -> at.infer(x(1))).hasMessage("fraud:7 is closed");
    }

    @Test
    void callsTheEngineOnItsOwnThreadsOnly() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.infer(x(1));

            assertThat(at.model.threads).containsExactly("roundhouse-batcher-fraud:7-0");
        }
    }
}
