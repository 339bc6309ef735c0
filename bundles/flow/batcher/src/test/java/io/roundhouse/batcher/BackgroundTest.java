package io.roundhouse.batcher;

import static io.roundhouse.batcher.FakeModel.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.flow.Batcher.Answer;
import io.roundhouse.server.flow.RequestThread;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Requests that nobody waits for. */
class BackgroundTest {
    private static final Duration LONG_AGO = Duration.ofSeconds(6);

    @Test
    void callsEvenASlowEngineOnItsOwnThread() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.model.behave(batch -> {
                at.clock.advance(Duration.ofMillis(50));
                return FakeModel.doubled(batch);
            });

            Answer answer = new BackgroundCall(() -> at.infer(x(1, 2))).answer();

            assertThat(FakeModel.floats(answer.outputs())).containsExactly(2, 4);
            assertThat(at.model.threads).containsExactly("shadow");
            assertThat(answer.computeNanos()).isEqualTo(50_000_000);
            assertThat(answer.cpuNanos()).isEqualTo(150_000_000);
            assertThat(at.infer(x(1)).cpuNanos()).isEqualTo(CpuMeter.UNKNOWN);
        }
    }

    @Test
    void isRefusedWhileAnotherHasTheOnlyInstance() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.occupy();

            assertRefused(new BackgroundCall(() -> at.infer(x(1))));
            at.model.release(1);

            assertThat(at.occupant().executions()).isEqualTo(1);
            assertThat(at.model.batches).hasSize(1);
        }
    }

    @Test
    void leavesAnInstanceToThoseWhoAreWaitedFor() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.infer(x(1));
            BatcherFixture.awaitRunnersAsleep();
            assertRefused(new BackgroundCall(() -> at.infer(x(2))));

            at.clock.advance(LONG_AGO);
            Answer answer = new BackgroundCall(() -> at.infer(x(2))).answer();

            assertThat(FakeModel.floats(answer.outputs())).containsExactly(4);
        }
    }

    @Test
    void takesTheSecondInstanceBesideThoseWhoAreWaitedFor() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(true, 2), 8)) {
            at.infer(x(1));
            BatcherFixture.awaitRunnersAsleep();

            Answer answer = new BackgroundCall(() -> at.infer(x(2))).answer();

            assertThat(FakeModel.floats(answer.outputs())).containsExactly(4);
        }
    }

    @Test
    void whoeverCameMeanwhileIsServedAfterwards() {
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            at.model.hold();
            BackgroundCall shadow = new BackgroundCall(() -> at.infer(x(1)));
            shadow.start();
            at.model.entered.acquireUninterruptibly();
            CompletableFuture<Answer> live = at.inferLater(x(2));

            at.model.release(2);

            assertThat(FakeModel.floats(live.join().outputs())).containsExactly(4);
            assertThat(FakeModel.floats(shadow.answer.join().outputs())).containsExactly(2);
        }
    }

    @Test
    void itsThreadIsToldToEndWithTheModel() {
        BackgroundCall shadow;
        try (BatcherFixture at = BatcherFixture.of(new FakeModel(), 8)) {
            shadow = new BackgroundCall(() -> at.infer(x(1)));
            shadow.hold = true;
            shadow.answer();
            assertThat(shadow.retired).isFalse();
        }

        assertThat(shadow.retired).isTrue();
        shadow.hold = false;
    }

    private static void assertRefused(BackgroundCall call) {
        assertThatThrownBy(call::answer)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(InferenceException.class, failure -> assertThat(failure.code())
                        .isEqualTo(ErrorCode.OVERLOADED))
                .hasMessageContaining("is wanted by requests that somebody waits for");
    }

    /** A shadow's thread, for one call. */
    private static final class BackgroundCall extends Thread implements RequestThread {
        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        final AtomicBoolean retired = new AtomicBoolean();
        volatile boolean hold;
        private final Supplier<Answer> call;

        BackgroundCall(Supplier<Answer> call) {
            super("shadow");
            this.call = call;
        }

        Answer answer() {
            start();
            return answer.join();
        }

        @Override
        public void run() {
            try {
                answer.complete(call.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
            while (hold) {
                Thread.onSpinWait();
            }
        }

        @Override
        public boolean isBackground() {
            return true;
        }

        @Override
        public void retire() {
            retired.set(true);
        }
    }
}
