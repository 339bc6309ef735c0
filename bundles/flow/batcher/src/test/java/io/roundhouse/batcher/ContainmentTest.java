package io.roundhouse.batcher;

import static io.roundhouse.batcher.FakeModel.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An engine that throws, hangs or returns garbage harms only the requests it does it to. */
class ContainmentTest {
    @ParameterizedTest
    @EnumSource(names = {"INVALID_INPUT", "REQUEST_QUARANTINED"})
    void letsABadRowFailAlone(ErrorCode code) {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.occupy();
            List<CompletableFuture<Answer>> answers =
                    List.of(at.inferLater(x(1)), at.inferLater(x(-1)), at.inferLater(x(2)));
            at.model.behave(batch -> {
                if (anyNegative(batch)) {
                    throw new InferenceException(code, "row is negative");
                }
                return FakeModel.doubled(batch);
            });

            at.model.release(5);

            assertThat(BatcherFixture.floats(List.of(answers.get(0), answers.get(2))))
                    .containsExactly(new float[] {2}, new float[] {4});
            assertThat(failure(answers.get(1)).code()).isEqualTo(code);
            assertThat(answers.get(0).join().executions()).isEqualTo(1);
            assertThat(at.model.rows()).containsExactly(1L, 3L, 1L, 1L, 1L);
        }
    }

    @Test
    void failsTheWholeBatchWithTheCauseWhenTheEngineFails() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.occupy();
            List<CompletableFuture<Answer>> answers = List.of(at.inferLater(x(1)), at.inferLater(x(2)));
            IllegalStateException cause = new IllegalStateException("kernel missing");
            at.model.behave(batch -> {
                throw cause;
            });

            at.model.release(2);

            for (CompletableFuture<Answer> answer : answers) {
                InferenceException failure = failure(answer);
                assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_FAILED);
                assertThat(failure).hasMessage("the engine of fraud:7 failed on a batch of 2 rows");
                assertThat(failure).hasRootCause(cause);
            }
        }
    }

    @Test
    void outlivesWhateverTheEngineThrows() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.model.behave(batch -> {
                Thread.currentThread().interrupt();
                throw new StackOverflowError();
            });
            assertThatThrownBy(() -> at.infer(x(1))).hasMessage("the engine of fraud:7 failed on a batch of 1 row");

            at.model.behave(FakeModel::doubled);

            assertThat(FakeModel.floats(at.infer(x(1)).outputs())).containsExactly(2);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // as an engine may be compiled without it
    void namesWhatIsWrongWithGarbage() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            assertThat(messageWhen(at, batch -> Tensors.empty()))
                    .isEqualTo("the engine of fraud:7 returned outputs [] without 'y'");
            assertThat(messageWhen(at, batch -> Tensors.of("y", Tensor.ofLongs(Shape.of(2, 1), 1, 2))))
                    .isEqualTo("the engine of fraud:7 returned output 'y' as INT64, its spec says FP32");
            assertThat(messageWhen(at, batch -> Tensors.of("y", Tensor.ofFloats(Shape.of(1, 1), 1))))
                    .isEqualTo("the engine of fraud:7 returned output 'y' of shape [1,1] for a batch of 2 rows;"
                            + " if the model has no rows, set batching rows_max: 1");
            assertThat(messageWhen(at, batch -> Tensors.of("y", Tensor.ofFloats(Shape.of(), 1))))
                    .contains("of shape []");
            assertThat(messageWhen(at, batch -> null))
                    .isEqualTo("the engine of fraud:7 returned nothing for a batch of 2 rows");
        }
    }

    @Test
    void goesOnAfterAFaultOfItsOwn() {
        FakeClock clock = new FakeClock();
        AtomicBoolean faulty = new AtomicBoolean(true);
        LongSupplier clockThatFailsOnce = () -> {
            if (Thread.currentThread().getName().startsWith("roundhouse-batcher") && faulty.getAndSet(false)) {
                throw new OutOfMemoryError("for this test");
            }
            return clock.getAsLong();
        };
        ModelBatcher batcher = new ModelBatcher(
                new ModelId("fraud", "7"),
                new FakeModel(),
                new BatchingSettings(8, Duration.ZERO, 64),
                clockThatFailsOnce,
                new CpuMeter(() -> CpuMeter.UNKNOWN));
        batcher.start();
        Deadline soon = Deadline.after(Duration.ofMillis(1), clock.getAsLong());
        Deadline later = Deadline.after(Duration.ofSeconds(30), clock.getAsLong());

        CompletableFuture<Answer> unlucky = CompletableFuture.supplyAsync(() -> batcher.infer(x(1), soon));
        BatcherFixture.awaitUntil(() -> !faulty.get());
        clock.advance(Duration.ofMillis(1));

        assertThat(failure(unlucky).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(FakeModel.floats(batcher.infer(x(2), later).outputs())).containsExactly(4);
        batcher.close();
    }

    @Test
    void dropsAnOutputNobodyKnowsOf() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.model.behave(batch ->
                    Tensors.of("debug", Tensor.ofFloats(Shape.of(1), 1)).with(FakeModel.doubled(batch)));

            Answer answer = at.infer(x(3));

            assertThat(answer.outputs().names()).containsExactly("y");
        }
    }

    @Test
    void letsTheCallerGoAtItsDeadlineWhileTheEngineHangs() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.occupy();
            at.clock.advance(Duration.ofSeconds(29)); // so that the thread parks a second at most

            CompletableFuture<Answer> hanging = at.inferLater(x(1), at.in(Duration.ofMillis(1)));
            at.clock.advance(Duration.ofMillis(1));

            assertThat(failure(hanging).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        }
    }

    private static String messageWhen(BatcherFixture at, UnaryOperator<Tensors> behaviour) {
        at.model.behave(behaviour);
        try {
            at.infer(x(1, 2));
        } catch (InferenceException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.ENGINE_FAILED);
            return e.sentence();
        }
        throw new AssertionError("was answered");
    }

    private static InferenceException failure(CompletableFuture<Answer> answer) {
        try {
            answer.join();
        } catch (CompletionException e) {
            return (InferenceException) Objects.requireNonNull(e.getCause());
        }
        throw new AssertionError("was answered");
    }

    private static boolean anyNegative(Tensors batch) {
        boolean found = false;
        for (int i = 0; i < batch.rows(); i++) {
            found |= batch.get("x").data().getFloat(i * Float.BYTES) < 0;
        }
        return found;
    }
}
