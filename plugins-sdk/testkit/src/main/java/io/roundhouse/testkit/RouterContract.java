package io.roundhouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every router keeps, rule by rule of {@link RouterFactory} and {@link Router}. A router's test extends it and names
 * the factory, and settings where it needs some.
 */
public abstract class RouterContract {
    private static final int THREADS = 4;
    private static final List<String> ARMS = List.of("stable", "canary", "shadow");

    /** The factory under test; a fresh one or the same one every time. */
    protected abstract RouterFactory factory();

    /** The section {@code traffic} for these arms. */
    protected Settings settings(List<String> arms) {
        return Settings.empty();
    }

    /** Whether the router can do this; false is tested too. */
    protected boolean has(RouterCapability capability) {
        return true;
    }

    private Router create(List<String> arms) {
        return factory().create(arms, settings(arms));
    }

    private Router successor(Router before) {
        return factory().create(ARMS, settings(ARMS), Map.of(), Optional.of(before));
    }

    @Test
    void sendsEverythingToTheOnlyArm() {
        Router router = create(List.of("only"));

        for (InferenceRequest request : requests()) {
            assertThat(router.route(request)).isEqualTo(Route.to("only"));
        }
    }

    @Test
    void namesOnlyArmsItWasMadeWith() {
        Router router = create(ARMS);

        for (InferenceRequest request : requests()) {
            Route route = router.route(request);

            assertThat(ARMS).contains(route.answering()).containsAll(route.watching());
            assertThat(route.watching()).doesNotContain(route.answering()).doesNotHaveDuplicates();
        }
    }

    @Test
    void sendsTheSameRequestTheSameWay() {
        Router router = create(ARMS);
        Router again = create(ARMS);

        for (InferenceRequest request : requests()) {
            String answering = router.route(request).answering();
            if (has(RouterCapability.STICKY)) {
                assertThat(router.route(request).answering()).isEqualTo(answering);
                assertThat(again.route(request).answering()).isEqualTo(answering);
            } else {
                assertThat(ARMS).contains(again.route(request).answering());
            }
        }
    }

    @Test
    void routesOnManyThreadsAtOnce() throws Exception {
        Router router = create(ARMS);
        List<InferenceRequest> requests = requests();

        List<Boolean> results = Together.run(THREADS, () -> {
            for (int i = 0; i < 50; i++) {
                for (InferenceRequest request : requests) {
                    assertThat(ARMS).contains(router.route(request).answering());
                }
            }
            return true;
        });

        assertThat(results).hasSize(THREADS);
    }

    @Test
    void hasOnlyArmsAskedThatItWasMadeWithAndNoneTwice() {
        Router router = create(ARMS);
        for (InferenceRequest request : requests()) {
            String answered = router.route(request).answering();
            List<String> asked = new ArrayList<>(List.of(answered));
            for (Optional<String> next = router.escalate(request, unsure(request, answered));
                    next.isPresent();
                    next = router.escalate(request, unsure(request, next.get()))) {
                assertThat(ARMS).contains(next.get());
                assertThat(asked).doesNotContain(next.get());
                asked.add(next.get());
            }
        }
    }

    @Test
    void letsTheAnswerOfAStrangerStand() {
        assertThat(create(ARMS).escalate(requests().get(0), unsure(requests().get(0), "stranger")))
                .isEmpty();
    }

    @Test
    void takesRewardsOnManyThreadsWhileItRoutes() throws Exception {
        Router router = create(ARMS);
        List<InferenceRequest> requests = requests();

        List<Boolean> results = Together.run(THREADS, () -> {
            for (InferenceRequest request : requests) {
                String arm = router.route(request).answering();
                router.reward(arm, 0);
                router.reward("shadow", 0.5);
                router.reward(arm, 1);
                assertThat(ARMS).contains(router.route(request).answering());
            }
            return true;
        });

        assertThat(results).hasSize(THREADS);
    }

    @Test
    void takesOverFromTheOneBeforeWhichGoesOn() {
        Router before = create(ARMS);
        before.reward("canary", 1);

        Router after = successor(before);

        for (InferenceRequest request : requests()) {
            assertThat(ARMS)
                    .contains(
                            before.route(request).answering(),
                            after.route(request).answering());
        }
    }

    @Test
    void recallsWhatItRemembers() {
        Router before = create(ARMS);
        for (InferenceRequest request : requests()) {
            before.reward(before.route(request).answering(), 1);
        }
        Map<String, String> memory = before.memory();

        Router after = create(ARMS);
        after.recall(memory);

        assertThat(after.memory()).isEqualTo(memory);
        assertThat(String.join("", memory.keySet()) + String.join("", memory.values()))
                .hasSizeLessThanOrEqualTo(Router.MEMORY_CHARS_MAX);
    }

    @Test
    void passesOverAMemoryThatIsNotItsOwn() {
        Router router = create(ARMS);

        router.recall(Map.of("canary", "damaged", "stranger", "1 2 3", "", ""));

        for (InferenceRequest request : requests()) {
            assertThat(ARMS).contains(router.route(request).answering());
        }
    }

    @Test
    void namesTheHeadersItReadsInLowerCase() {
        Set<String> headers = create(ARMS).headers();

        assertThat(headers).allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)) && !name.isEmpty());
    }

    @Test
    void refusesOrIgnoresASettingItDoesNotKnow() {
        if (has(RouterCapability.REFUSES_UNKNOWN_SETTINGS)) {
            Refusals.assertRefusesUnknownSetting(() -> factory().create(ARMS, Refusals.unknownSetting()));
        } else {
            Router router = factory().create(ARMS, Refusals.unknownSetting());
            assertThat(ARMS).contains(router.route(requests().get(0)).answering());
        }
    }

    @Test
    void startsNoThread() throws Exception {
        Set<Thread> before = Together.threads();

        requests().forEach(create(ARMS)::route);

        Together.assertNoneLeft(before);
    }

    /** An answer of that arm that is as unsure as can be, under a name that a settings method may use. */
    private static InferenceResponse unsure(InferenceRequest request, String arm) {
        Tensors outputs = Tensors.of("y", Tensor.ofFloats(Shape.of(1, 2), 0.5f, 0.5f));
        ServedBy servedBy = new ServedBy(new ModelId("test", "1"), arm, "fake", "1.0.0");
        return new InferenceResponse(request.id(), servedBy, outputs, new Timing(0, 0, 0, 0, 1, 1));
    }

    /** Requests as they may come: many ids, no headers, headers nobody expects. */
    private static List<InferenceRequest> requests() {
        return IntStream.range(0, 200)
                .mapToObj(i -> TestRequests.withHeaders(
                        i == 0 ? "x" : "request-" + i,
                        i % 2 == 0 ? Map.of() : Map.of("x-arm", i % 3 == 0 ? "no such arm \u20ac" : "", "x", "y")))
                .toList();
    }
}
