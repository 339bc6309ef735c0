package io.roundhouse.batcher;

import static io.roundhouse.batcher.FakeModel.x;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.flow.Batcher.Answer;
import io.roundhouse.server.flow.RequestThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** When a request's own thread calls the engine, and when it does not. */
class HereTest {
    private static final String RUNNER = "roundhouse-batcher-fraud:7-0";

    @Test
    void callsAQuickEngineOnTheRequestsOwnThread() {
        try (BatcherFixture at = quick(new FakeModel(), Duration.ZERO)) {
            Answer answer = onRequestThread(() -> at.infer(x(1, 2)));

            assertThat(FakeModel.floats(answer.outputs())).containsExactly(2, 4);
            assertThat(answer.queueNanos()).isZero();
            assertThat(answer.executions()).isEqualTo(1);
            assertThat(last(at)).isEqualTo("request");
        }
    }

    @Test
    void leavesAnEngineThatHasBecomeSlowToTheRunner() {
        try (BatcherFixture at = quick(new FakeModel(), Duration.ZERO)) {
            at.model.behave(batch -> {
                at.clock.advance(Duration.ofMillis(2));
                return FakeModel.doubled(batch);
            });
            onRequestThread(() -> at.infer(x(1)));
            assertThat(last(at)).isEqualTo("request");

            for (int i = 0; i < 20; i++) {
                onRequestThread(() -> at.infer(x(1)));
            }

            assertThat(last(at)).isEqualTo(RUNNER);
        }
    }

    @Test
    void leavesRequestsOfThreadsThatLiveOnToTheRunner() {
        try (BatcherFixture at = quick(new FakeModel(), Duration.ZERO)) {
            at.infer(x(1));

            assertThat(last(at)).isEqualTo(RUNNER);
        }
    }

    @Test
    void waitsForItsTurnBehindOthers() {
        try (BatcherFixture at = quick(new FakeModel(), Duration.ZERO)) {
            at.occupy();
            CompletableFuture<Answer> first = at.inferLater(x(1));
            RequestCall second = new RequestCall(() -> at.infer(x(2)));
            second.start();
            BatcherFixture.awaitUntil(() -> at.batcher.waiting() == 2 && second.isParked());

            at.model.release(2);

            assertThat(FakeModel.floats(first.join().outputs())).containsExactly(2);
            assertThat(FakeModel.floats(second.answer.join().outputs())).containsExactly(4);
            assertThat(last(at)).isEqualTo(RUNNER);
        }
    }

    @Test
    void waitsForAFullerBatchWhereTheOwnerWantsThat() {
        try (BatcherFixture at = quick(new FakeModel(true, 2), Duration.ofSeconds(5))) {
            at.occupy();
            RequestCall first = new RequestCall(() -> at.infer(x(1)));
            first.start();
            BatcherFixture.awaitUntil(() -> at.batcher.waiting() == 1 && first.isParked());

            at.model.release(2);

            assertThat(FakeModel.floats(first.answer.join().outputs())).containsExactly(2);
            assertThat(last(at)).startsWith("roundhouse-batcher-fraud:7-");
        }
    }

    @Test
    void servesThoseWhoCameMeanwhile() {
        try (BatcherFixture at = quick(new FakeModel(), Duration.ZERO)) {
            at.model.hold();
            RequestCall here = new RequestCall(() -> at.infer(x(1)));
            here.start();
            at.model.entered.acquireUninterruptibly();
            List<CompletableFuture<Answer>> others = List.of(at.inferLater(x(2)), at.inferLater(x(3)));

            at.model.release(2);

            assertThat(BatcherFixture.floats(others)).containsExactly(new float[] {4}, new float[] {6});
            assertThat(FakeModel.floats(here.answer.join().outputs())).containsExactly(2);
            assertThat(at.model.rows()).endsWith(1L, 2L);
            assertThat(last(at)).isEqualTo("request");
        }
    }

    @Test
    void tellsARequestThatIsTooLateSoWithoutCallingTheEngine() {
        try (BatcherFixture at = quick(new FakeModel(), Duration.ZERO)) {
            int before = at.model.batches.size();
            RequestCall late = new RequestCall(() -> at.batcher.infer(x(1), at.in(Duration.ZERO)));
            late.start();

            assertThat(late.answer)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingRootCause()
                    .withMessageContaining("deadline");
            assertThat(at.model.batches).hasSize(before);
        }
    }

    @Test
    void handsOutAsManyCallsAtOnceAsTheModelHasInstances() {
        try (BatcherFixture at = quick(new FakeModel(), Duration.ZERO)) {
            at.model.hold();
            RequestCall here = new RequestCall(() -> at.infer(x(1)));
            here.start();
            at.model.entered.acquireUninterruptibly();

            RequestCall other = new RequestCall(() -> at.infer(x(2)));
            other.start();
            BatcherFixture.awaitUntil(other::isParked);

            assertThat(at.batcher.waiting()).isEqualTo(1);
            at.model.release(2);
            assertThat(FakeModel.floats(other.answer.join().outputs())).containsExactly(4);
        }
    }

    @Test
    void retiresTheThreadsThatCalledTheEngineWhenItCloses() {
        BatcherFixture at = quick(new FakeModel(), Duration.ZERO);
        RequestCall caller = new RequestCall(() -> at.infer(x(1)));
        caller.call();
        RequestCall bystander = new RequestCall(() -> at.infer(x(1)));

        at.close();

        assertThat(caller.retired).isTrue();
        assertThat(bystander.retired).isFalse();
    }

    @Test
    void waitsForTheRequestThatCallsTheEngineBeforeItIsClosed() {
        BatcherFixture at = quick(new FakeModel(), Duration.ZERO);
        at.model.hold();
        RequestCall caller = new RequestCall(() -> at.infer(x(1)));
        caller.start();
        at.model.entered.acquireUninterruptibly();

        Thread closing = new Thread(at.batcher::close);
        closing.start();
        BatcherFixture.awaitUntil(() -> at.batcher.isClosed() && closing.getState() == Thread.State.TIMED_WAITING);

        assertThat(caller.retired).isFalse();
        at.model.release(1);
        BatcherFixture.awaitUntil(() -> !closing.isAlive());
        assertThat(FakeModel.floats(caller.answer.join().outputs())).containsExactly(2);
        assertThat(caller.retired).isTrue();
    }

    @Test
    void clearsTheInterruptThatAnEngineLeftBehind() {
        try (BatcherFixture at = quick(new FakeModel(), Duration.ZERO)) {
            at.model.behave(batch -> {
                Thread.currentThread().interrupt();
                return FakeModel.doubled(batch);
            });

            RequestCall caller = new RequestCall(() -> at.infer(x(1)));
            caller.call();

            assertThat(last(at)).isEqualTo("request");
            assertThat(caller.interrupted).isFalse();
        }
    }

    /** A batcher whose engine has proven to take no time. */
    private static BatcherFixture quick(FakeModel model, Duration waitMax) {
        BatcherFixture at = new BatcherFixture(model, new BatchingSettings(8, waitMax, 64));
        for (int i = 0; i < 80; i++) {
            at.infer(x(0));
        }
        model.entered.drainPermits();
        BatcherFixture.awaitRunnersAsleep(); // one that is not looks once more, and may be first
        return at;
    }

    private static String last(BatcherFixture at) {
        return at.model.threads.get(at.model.threads.size() - 1);
    }

    private static Answer onRequestThread(Supplier<Answer> call) {
        RequestCall thread = new RequestCall(call);
        thread.call();
        return thread.answer.join();
    }

    /** A thread of an edge, for one call. */
    private static final class RequestCall extends Thread implements RequestThread {
        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        final AtomicBoolean retired = new AtomicBoolean();
        final AtomicBoolean interrupted = new AtomicBoolean();
        private final Supplier<Answer> call;

        RequestCall(Supplier<Answer> call) {
            super("request");
            this.call = call;
        }

        @Override
        public void run() {
            try {
                answer.complete(call.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
            interrupted.set(Thread.interrupted());
        }

        /** Starts it, and waits until it has ended. */
        void call() {
            start();
            BatcherFixture.awaitUntil(() -> getState() == State.TERMINATED);
        }

        boolean isParked() {
            return getState() == State.TIMED_WAITING;
        }

        @Override
        public void retire() {
            retired.set(true);
        }
    }
}
