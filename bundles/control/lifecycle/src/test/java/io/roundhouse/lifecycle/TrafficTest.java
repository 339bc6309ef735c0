package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.Skew;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What routers are told and may say beside the route; labels; lineage. */
class TrafficTest {
    private final TestHouse test = new TestHouse();
    private final FakeEngine engine = new FakeEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        test.house.stop();
        assertThat(engine.open).hasValue(0);
        assertThat(test.batchers.open).hasValue(0);
    }

    /** Sends to the first arm, and keeps what it is told. */
    private static final class Listener implements Router {
        final List<String> told = new CopyOnWriteArrayList<>();
        volatile Optional<String> next = Optional.empty();

        @Override
        public Route route(InferenceRequest request) {
            return Route.to("stable");
        }

        @Override
        public Optional<String> escalate(InferenceRequest request, InferenceResponse response) {
            return next;
        }

        @Override
        public void reward(String arm, double reward) {
            told.add(arm + " " + reward);
            if (reward == 1) {
                throw new IllegalStateException("boom");
            }
        }

        @Override
        public Set<String> headers() {
            return Set.of("x-user");
        }
    }

    private static ModelDefinition definition(String setting, Map<String, String> labels) {
        ModelDefinition one = TestHouse.model("m", "1", "2", "3");
        Settings traffic = Settings.builder("models/m/model.yaml:3:1")
                .put("router", setting, "models/m/model.yaml:3:3")
                .build();
        return new ModelDefinition(
                "m",
                one.versions(),
                one.engine(),
                one.batching(),
                Chain.NONE,
                new Plugin("weighted", "", traffic),
                List.of(new Arm("stable", "1", one.engine()), new Arm("canary", "2", one.engine())),
                labels,
                Map.of(),
                Map.of(),
                Skew.REFUSE);
    }

    private Listener listening() {
        Listener listener = new Listener();
        RouterFactory factory = (arms, settings) -> listener;
        test.house.routerArrived(TestHouse.provider("router", "weighted", "1", 30, factory));
        test.engine("1.29.0", engine);
        test.apply(definition("weighted", Map.of()));
        return listener;
    }

    private static InferenceRequest labelled(String label) {
        InferenceRequest any = TestHouse.request("m");
        return new InferenceRequest(
                any.id(),
                "m",
                Optional.empty(),
                Optional.of(label),
                any.inputs(),
                List.of(),
                Map.of(),
                Map.of(),
                0,
                any.deadline(),
                any.receivedNanos());
    }

    private static InferenceResponse response() {
        ServedBy servedBy = new ServedBy(new ModelId("m", "1"), "stable", "ort", "1.29.0");
        return new InferenceResponse("1", servedBy, Tensors.empty(), new Timing(0, 0, 0, 0, 1, 1));
    }

    @Test
    void asksTheRouterWhetherAnAnswerIsGoodEnough() {
        Listener router = listening();
        assertThat(test.house.models().escalate(TestHouse.request("m"), response()))
                .isEmpty();

        router.next = Optional.of("canary");

        assertThat(test.house.models().escalate(TestHouse.request("m"), response()))
                .contains("canary");
        assertThat(test.house.models().escalate(TestHouse.request("m", "1"), response()))
                .isEmpty();
        assertThat(test.house.models().escalate(labelled("stable"), response())).isEmpty();
        assertThat(test.house.models().escalate(TestHouse.request("nobody"), response()))
                .isEmpty();
        router.next = Optional.of("no arm");
        assertThat(test.house.models().escalate(TestHouse.request("m"), response()))
                .isEmpty();
    }

    @Test
    void handsRewardsToTheRouterAndContainsWhatItThrows() {
        Listener router = listening();

        test.house.models().reward("m", "canary", 0.5);
        test.house.models().reward("m", "stable", 1);
        test.house.models().reward("m", "stable", 0);
        test.house.models().reward("m", "gone", 0.5);
        test.house.models().reward("nobody", "stable", 0.5);
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            test.house.models().reward("m", "stable", wrong);
        }

        assertThat(router.told).containsExactly("canary 0.5", "stable 1.0", "stable 0.0");
    }

    @Test
    void tellsTheHeadersThatTheRouterReads() {
        listening();

        assertThat(test.house.models().headers("m")).containsExactly("x-user");
        assertThat(test.house.models().headers("nobody")).isEmpty();
    }

    @Test
    void tellsTheFactoryWhatArmsGiveAndWhoseTurnItWas() {
        List<String> made = new CopyOnWriteArrayList<>();
        RouterFactory factory = new RouterFactory() {
            @Override
            public Router create(List<String> arms, Settings settings) {
                throw new IllegalStateException("the server calls the other one");
            }

            @Override
            public Router create(
                    List<String> arms, Settings settings, Map<String, ModelSpec> specs, Optional<Router> before) {
                made.add(specs.keySet().stream().sorted().toList() + " "
                        + before.map(router -> ((Named) router).name).orElse("none"));
                return new Named(settings.text("router"));
            }
        };
        test.house.routerArrived(TestHouse.provider("router", "weighted", "1", 30, factory));
        test.engine("1.29.0", engine);

        test.apply(definition("one", Map.of()));
        test.apply(definition("one", Map.of("word", "3"))); // the same router goes on
        test.apply(definition("two", Map.of()));
        test.house.routerArrived(TestHouse.provider("router", "weighted", "2", 31, factory));
        TestHouse.await(() -> made.size() == 3);

        assertThat(made).containsExactly("[canary, stable] none", "[canary, stable] one", "[canary, stable] none");
    }

    private record Named(String name) implements Router {
        @Override
        public Route route(InferenceRequest request) {
            return Route.to("stable");
        }
    }

    @Test
    void aLabelIsAnArmOrAWordForAVersion() {
        listening();
        test.apply(definition("weighted", Map.of("champion", "2", "old", "3")));

        assertThat(answering("canary")).isEqualTo("canary");
        assertThat(answering("champion")).isEqualTo("canary");
        assertThat(answering("old")).isEqualTo("3");
        assertThat(answering("3")).isEqualTo("3");
        assertThatThrownBy(() -> answering("chmpion"))
                .isInstanceOfSatisfying(InferenceException.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(ErrorCode.VERSION_NOT_FOUND))
                .hasMessage("model 'm' has no label 'chmpion'; did you mean 'champion'?"
                        + " Known are [3, canary, champion, old, stable]");
        assertThat(test.status("m", "2").orElseThrow().labels()).containsExactly("canary", "champion");
        assertThat(test.status("m", "3").orElseThrow().labels()).containsExactly("old");
    }

    private String answering(String label) {
        return test.house.models().route(labelled(label)).answering();
    }

    @Test
    void aLabelWaitsForItsModelToBeLoadedFirst() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        engine.gate = gate;
        test.engine("1.29.0", engine);
        test.house.models().apply(definition("weighted", Map.of("champion", "2")));
        Route route = test.house.models().route(labelled("champion"));
        Route wrong = test.house.models().route(labelled("chmpion"));

        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> armOf(route));
        gate.countDown();

        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("canary");
        assertThatThrownBy(() -> armOf(wrong)).hasMessageContaining("did you mean 'champion'?");
    }

    private String armOf(Route route) {
        try (ModelLease lease =
                test.house.models().lease("m", route.answering(), TestHouse.in(Duration.ofSeconds(20)))) {
            return lease.servedBy().arm();
        }
    }

    @Test
    void everyAnswerSaysByWhichDefinition() {
        listening();
        List<ServedBy> seen = new ArrayList<>(List.of(servedBy()));
        test.apply(definition("other", Map.of()));
        seen.add(servedBy());
        test.apply(definition("weighted", Map.of()));
        seen.add(servedBy());

        assertThat(seen).extracting(ServedBy::config).allMatch(hash -> hash.matches("[0-9a-f]{12}"));
        assertThat(seen.get(1).config()).isNotEqualTo(seen.get(0).config());
        assertThat(seen.get(2)).isEqualTo(seen.get(0));
        assertThat(engine.loads).hasValue(3); // the arms were taken over as they are
    }

    @Test
    void theStepsOfAnArmHaveAHashOfNamesVersionsAndSettings() {
        test.engine("1.29.0", engine);
        assertThat(servedByWith(List.of())).isEqualTo("none");

        test.house.transformerArrived(TestHouse.provider("transformer", "tokenizer", "1", 20, new FakeSteps()));
        String first = servedByWith(List.of(TestHouse.plugin("tokenizer")));
        test.house.transformerArrived(TestHouse.provider("transformer", "tokenizer", "2", 21, new FakeSteps()));
        TestHouse.await(() -> !stepsOf().equals(first));

        assertThat(first).matches("[0-9a-f]{12}");
        assertThat(stepsOf()).matches("[0-9a-f]{12}").isNotEqualTo(first);
    }

    private String servedByWith(List<Plugin> steps) {
        test.apply(TestHouse.model("m", new Plugin("ort", "", Settings.empty()), steps, "1"));
        return stepsOf();
    }

    private String stepsOf() {
        return servedBy().transformers();
    }

    private ServedBy servedBy() {
        try (ModelLease lease = test.lease("m")) {
            return lease.servedBy();
        }
    }
}
