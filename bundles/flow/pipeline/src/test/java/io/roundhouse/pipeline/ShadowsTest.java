package io.roundhouse.pipeline;

import static io.roundhouse.pipeline.PipelineFixture.x;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.spi.router.Route;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShadowsTest {
    private static final Route WATCHED = new Route("stable", List.of("shadow"));

    private final PipelineFixture at = new PipelineFixture();

    @Test
    void letsTheWatchingArmAnswerForTheMonitorsOnly() {
        try (Shadows shadows = shadows(4)) {
            at.catalog.route = WATCHED;
            InferencePipeline pipeline =
                    new InferencePipeline(at.admission, at.catalog, at.events::add, shadows.on(at.catalog), at.clock);

            assertThat(pipeline.infer(at.request(x(1, 2))).servedBy().arm()).isEqualTo("stable");
            awaitEvents(2);

            assertThat(at.events)
                    .extracting(
                            event -> ((Answered) event).response().servedBy().arm())
                    .containsExactly("stable", "shadow");
            assertThat(at.admission.ends).containsExactly("succeeded");
        }
    }

    @Test
    void keepsAFailureOfTheWatchingArmFromTheCaller() {
        at.catalog.engine = inputs -> {
            throw new InferenceException(ErrorCode.ENGINE_FAILED, "broken");
        };
        try (Shadows shadows = shadows(4)) {
            shadows.on(at.catalog).watch(at.request(x(1, 2)), WATCHED);
            awaitEvents(1);

            assertThat(at.events).singleElement().isInstanceOf(Failed.class);
        }
    }

    @Test
    void leavesOutWhatDoesNotFit() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        at.catalog.onLease = () -> {
            entered.countDown();
            await(release);
        };
        try (Shadows shadows = shadows(1)) {
            shadows.on(at.catalog).watch(at.request(x(1, 2)), WATCHED);
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

            shadows.on(at.catalog).watch(at.request(x(1, 2)), WATCHED); // waits
            shadows.on(at.catalog).watch(at.request(x(1, 2)), WATCHED); // is left out
            release.countDown();
            awaitEvents(2);
        }

        assertThat(at.events).hasSize(2);
    }

    private Shadows shadows(int queueMax) {
        return new Shadows(new PipelineSettings(1, queueMax), at.events::add, at.clock);
    }

    private void awaitEvents(int count) {
        long began = System.nanoTime();
        while (at.events.size() < count) {
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
