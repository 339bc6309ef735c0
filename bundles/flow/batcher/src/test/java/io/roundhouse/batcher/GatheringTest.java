package io.roundhouse.batcher;

import static io.roundhouse.batcher.FakeModel.x;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.flow.Batcher.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What {@code wait_max} does, and what it never does. */
class GatheringTest {
    private static final BatchingSettings PATIENT = new BatchingSettings(2, Duration.ofSeconds(5), 64);

    @Test
    void neverKeepsAnIdleEngineWaitingForABatch() {
        try (BatcherFixture at = new BatcherFixture(new FakeModel(true, 2), PATIENT)) {
            Answer answer = at.infer(x(1)); // the clock stands still: had it waited, it would wait for ever

            assertThat(answer.queueNanos()).isZero();
            assertThat(answer.batchRows()).isEqualTo(1);
        }
    }

    @Test
    void gathersWhileAnotherInstanceComputes() {
        try (BatcherFixture at = new BatcherFixture(new FakeModel(true, 2), PATIENT)) {
            at.occupy();
            CompletableFuture<Answer> second = at.inferLater(x(1));
            CompletableFuture<Answer> third = at.inferLater(x(2));

            at.model.entered.acquireUninterruptibly(); // the other instance began, as its batch is full
            at.model.release(2);

            assertThat(BatcherFixture.floats(List.of(second, third))).containsExactly(new float[] {2}, new float[] {4});
            assertThat(at.model.rows()).containsExactly(1L, 2L);
        }
    }

    @Test
    void startsWhatHasGatheredAsSoonAsNoInstanceComputes() {
        try (BatcherFixture at = new BatcherFixture(new FakeModel(true, 2), PATIENT)) {
            at.occupy();
            CompletableFuture<Answer> second = at.inferLater(x(1));
            assertThat(at.model.rows()).containsExactly(1L);

            at.model.release(2);

            assertThat(FakeModel.floats(second.join().outputs())).containsExactly(2);
            assertThat(at.model.rows()).containsExactly(1L, 1L);
        }
    }

    @Test
    void usesAFreeInstanceAtOnceWhenItMayNotWait() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(true, 2), 8)) {
            at.occupy();
            CompletableFuture<Answer> second = at.inferLater(x(1));

            at.model.entered.acquireUninterruptibly(); // both instances compute now
            at.model.release(2);

            assertThat(FakeModel.floats(second.join().outputs())).containsExactly(2);
        }
    }

    @Test
    void leavesArrivalsToAnInstanceThatIsDoneBeforeAnotherWouldBeAwake() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(true, 2), 8)) {
            for (int i = 0; i < 100; i++) {
                at.infer(x(1)); // takes no time on the fake clock
            }
            at.model.entered.drainPermits();
            at.occupy();
            CompletableFuture<Answer> second = at.inferLater(x(1));
            CompletableFuture<Answer> third = at.inferLater(x(2));

            at.model.release(2);

            assertThat(BatcherFixture.floats(List.of(second, third))).containsExactly(new float[] {2}, new float[] {4});
            assertThat(at.model.rows().subList(100, 102)).containsExactly(1L, 2L);
        }
    }
}
