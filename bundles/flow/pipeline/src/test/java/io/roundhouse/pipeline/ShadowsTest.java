package io.roundhouse.pipeline;

import static io.roundhouse.pipeline.PipelineFixture.x;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.inference.InferenceEvent.Outcome;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.RequestThread;
import io.roundhouse.server.flow.Shadowing.Arm;
import io.roundhouse.server.flow.Shadowing.LeftOut;
import io.roundhouse.spi.router.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ShadowsTest {
    private static final Route WATCHED = new Route("stable", List.of("shadow"));
    private static final ServedBy STABLE = new ServedBy(new ModelId("mlp", "1"), "stable", "fake", "1.0.0");
    private static final Timing TIMING = new Timing(0, 0, 0, 0, 1, 1);

    private final PipelineFixture at = new PipelineFixture();
    private final ShadowLine line = new ShadowLine(at.clock);

    @Test
    void letsTheWatchingArmAnswerForTheMonitorsOnly() {
        try (Shadows shadows = shadows(settings())) {
            at.catalog.route = WATCHED;
            InferencePipeline pipeline = new InferencePipeline(
                    at.admission, at.catalog, at.events::add, shadows.on(at.catalog, at.admission), at.clock);

            assertThat(pipeline.infer(at.request(x(1, 2))).servedBy().arm()).isEqualTo("stable");
            awaitUntil(() -> at.events.size() == 3);

            Answered live = (Answered) at.events.get(0);
            Answered watching = (Answered) at.events.get(1);
            assertThat(live.response().servedBy().arm()).isEqualTo("stable");
            assertThat(watching.response().servedBy().arm()).isEqualTo("shadow");
            assertThat(at.events.get(2))
                    .isEqualTo(new Compared(
                            live.response().servedBy(),
                            live,
                            watching.response().servedBy(),
                            watching));
            assertThat(at.admission.ends).containsExactly("succeeded");
            assertThat(arm()).isEqualTo(new Arm("mlp", "shadow", 1, 1, 0, Map.of(), 0, Duration.ZERO, false));
        }
    }

    @Test
    void comparesAFailureOfTheWatchingArmAndKeepsItFromTheCaller() {
        at.catalog.engine = inputs -> {
            throw new InferenceException(ErrorCode.ENGINE_FAILED, "broken");
        };
        try (Shadows shadows = shadows(settings())) {
            watch(shadows, answered(x(1, 2)));
            awaitUntil(() -> at.events.size() == 2);

            assertThat(at.events.get(0)).isInstanceOf(Failed.class);
            assertThat(((Compared) at.events.get(1)).watching()).isSameAs(at.events.get(0));
            assertThat(arm().failed()).isEqualTo(1);
        }
    }

    @Test
    void showsWhatTheLiveArmFailedOnButNoMistakeOfACaller() {
        InferenceRequest request = at.request(x(1, 2));
        try (Shadows shadows = shadows(settings())) {
            watch(shadows, failed(request, ErrorCode.INVALID_INPUT));
            watch(shadows, failed(request, ErrorCode.OVERLOADED));
            watch(shadows, failed(request, ErrorCode.ENGINE_FAILED));
            awaitUntil(() -> at.events.size() == 2);

            assertThat(arm().mirrored()).isEqualTo(1);
            assertThat(((Compared) at.events.get(1)).live()).isInstanceOf(Failed.class);
        }
    }

    @Test
    void callsTheEngineOnAThreadThatLeavesItToOthers() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        at.catalog.onLease = () -> thread.complete(Thread.currentThread());
        try (Shadows shadows = shadows(settings())) {
            watch(shadows, answered(x(1, 2)));
            awaitUntil(() -> at.events.size() == 2);

            assertThat(thread.join()).isInstanceOfSatisfying(RequestThread.class, it -> assertThat(it.isBackground())
                    .isTrue());
            assertThat(thread.join().getPriority()).isEqualTo(Thread.MIN_PRIORITY);
        }
    }

    @Test
    void anEngineThatIsWantedByOthersIsNoFailure() {
        at.catalog.engine = inputs -> {
            throw new InferenceException(ErrorCode.OVERLOADED, "wanted");
        };
        try (Shadows shadows = shadows(settings())) {
            watch(shadows, answered(x(1, 2)));
            awaitUntil(() -> !arm().leftOut().isEmpty());

            assertThat(arm().leftOut()).isEqualTo(Map.of(LeftOut.BUSY, 1L));
            assertThat(at.events).isEmpty();
        }
    }

    @Test
    void anArmThatIsNotLiveGetsNothing() {
        at.catalog.onLease = () -> {
            throw new InferenceException(ErrorCode.PLUGIN_MISSING, "no engine");
        };
        try (Shadows shadows = shadows(settings())) {
            watch(shadows, answered(x(1, 2)));
            awaitUntil(() -> !arm().leftOut().isEmpty());

            assertThat(arm().leftOut()).isEqualTo(Map.of(LeftOut.NOT_READY, 1L));
            assertThat(at.events).isEmpty();
        }
    }

    @Test
    void waitsWhileLiveRequestsLeaveNoRoomAndThenLeavesOut() {
        at.admission.running.set(1); // of 2 processors at 50 %
        try (Shadows shadows = shadows(settings())) {
            watch(shadows, answered(x(1, 2)));
            assertThat(shadows.runNext()).isEqualTo(Shadows.Look.NO_ROOM);

            at.admission.running.set(0);
            awaitUntil(() -> at.events.size() == 2);
            at.admission.running.set(1);
            watch(shadows, answered(x(1, 2)));
            at.clock.advance(Duration.ofSeconds(2));
            awaitUntil(() -> !arm().leftOut().isEmpty());

            assertThat(arm().leftOut()).isEqualTo(Map.of(LeftOut.BUSY, 1L));
            assertThat(line.bytes()).isZero();
        }
    }

    @Test
    void leavesOutWhatIsTooManyOrTooLarge() {
        at.admission.running.set(9);
        PipelineSettings small =
                new PipelineSettings(2, 2, 7_000, 50, 30, Duration.ofSeconds(1), Duration.ofMinutes(1));
        try (Shadows shadows = shadows(small)) {
            for (int i = 0; i < 3; i++) {
                watch(shadows, answered(x(1, 2)));
            }
            assertThat(arm().leftOut()).isEqualTo(Map.of(LeftOut.QUEUE_FULL, 1L));
            assertThat(arm().waiting()).isEqualTo(2);

            shadows.on(at.catalog, at.admission)
                    .watch(
                            answered(Tensors.of("x", Tensor.allocate(DataType.FP32, Shape.of(1000, 1)))),
                            new Route("stable", List.of("other")));
        }
        line.clear();

        List<Arm> arms = line.arms(small);
        assertThat(arms.get(0).leftOut()).isEqualTo(Map.of(LeftOut.MEMORY_FULL, 1L));
        assertThat(arms.get(1).leftOut()).isEqualTo(Map.of(LeftOut.QUEUE_FULL, 1L, LeftOut.STOPPED, 2L));
        assertThat(line.bytes()).isZero();
    }

    @Test
    void anArmThatHangsLeavesAThreadToTheOthers() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        at.catalog.engine = inputs -> {
            if (inputs.get("x").data().getFloat(0) == 13) {
                entered.countDown();
                await(release);
            }
            return Tensors.of(List.of("y", "z"), List.of(inputs.get("x"), inputs.get("x")));
        };
        try (Shadows shadows = shadows(settings())) {
            watch(shadows, answered(x(13, 2)));
            watch(shadows, answered(x(13, 2)));
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

            shadows.on(at.catalog, at.admission).watch(answered(x(1, 2)), new Route("stable", List.of("other")));
            awaitUntil(() -> at.events.size() == 2);

            assertThat(((Compared) at.events.get(1)).watchingArm().arm()).isEqualTo("other");
            release.countDown();
            awaitUntil(() -> at.events.size() == 6);
        }
    }

    @Test
    void anArmThatGetsNothingForLongIsAnAlarm() {
        at.admission.running.set(9);
        PipelineSettings settings = settings();
        try (Shadows shadows = shadows(settings)) {
            watch(shadows, answered(x(1, 2)));
            at.clock.advance(Duration.ofSeconds(59));
            watch(shadows, answered(x(1, 2)));
            assertThat(arm().alarm()).isFalse();

            at.clock.advance(Duration.ofSeconds(2));
            assertThat(arm().alarm()).isTrue();
            assertThat(arm().silence()).isEqualTo(Duration.ofSeconds(61));

            watch(shadows, answered(x(1, 2)));
            at.admission.running.set(0);
            awaitUntil(() -> arm().answered() > 0);
            assertThat(arm().alarm()).isFalse();
        }
    }

    @Test
    void leavesOutWhatWouldOnlyWaitWhenTheMachineIsBusy() {
        IdleBudget none = new IdleBudget(() -> 1, () -> 2, 0.3, at.clock);
        none.spend(Duration.ofSeconds(1).toNanos());
        try (Shadows shadows = new Shadows(settings(), line, at.events::add, at.clock, () -> 2, none)) {
            for (int i = 0; i < 20; i++) {
                watch(shadows, answered(x(1, 2)));
            }

            assertThat(arm().leftOut()).isEqualTo(Map.of(LeftOut.BUSY, 4L));
            assertThat(arm().waiting()).isEqualTo(16);
            assertThat(arm().got()).isZero();
        }
    }

    @Test
    void aThreadThatIsToldToEndIsReplaced() {
        CompletableFuture<Thread> first = new CompletableFuture<>();
        at.catalog.onLease = () -> first.complete(Thread.currentThread());
        try (Shadows shadows = shadows(settings())) {
            watch(shadows, answered(x(1, 2)));
            awaitUntil(() -> at.events.size() == 2);

            ((RequestThread) first.join()).retire();
            awaitUntil(() -> !first.join().isAlive());
            for (int i = 0; i < 20; i++) {
                watch(shadows, answered(x(1, 2)));
            }
            awaitUntil(() -> at.events.size() == 42);
        }
    }

    private Shadows shadows(PipelineSettings settings) {
        return new Shadows(
                settings, line, at.events::add, at.clock, () -> 2, new IdleBudget(() -> 0, () -> 2, 0.3, at.clock));
    }

    private static PipelineSettings settings() {
        return PipelineSettings.of(Settings.empty());
    }

    private void watch(Shadows shadows, Outcome live) {
        shadows.on(at.catalog, at.admission).watch(live, WATCHED);
    }

    private Answered answered(Tensors inputs) {
        InferenceRequest request = at.request(inputs);
        return new Answered(request, new InferenceResponse(request.id(), STABLE, Tensors.empty(), TIMING));
    }

    private static Failed failed(InferenceRequest request, ErrorCode code) {
        return new Failed(request, Optional.of(STABLE), new InferenceException(code, "no"), TIMING);
    }

    private Arm arm() {
        return line.arms(settings()).stream()
                .filter(arm -> arm.arm().equals("shadow"))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitUntil(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
