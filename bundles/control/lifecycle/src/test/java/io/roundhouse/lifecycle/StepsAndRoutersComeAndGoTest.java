package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepsAndRoutersComeAndGoTest {
    private static final Settings TWO_ARMS = Settings.builder("models/m/model.yaml:3:1")
            .put("router", "weighted", "models/m/model.yaml:3:3")
            .build();

    private final TestHouse test = new TestHouse();
    private final FakeEngine engine = new FakeEngine();

    @BeforeEach
    void installTheEngine() {
        test.engine("1.29.0", engine);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        test.house.stop();
        assertThat(engine.open).hasValue(0);
        assertThat(test.batchers.open).hasValue(0);
    }

    private static Provider<TransformerFactory> steps(String version, FakeSteps factory) {
        return TestHouse.provider("transformer", "tokenizer", version, 20, factory);
    }

    private static ModelDefinition withStep() {
        return TestHouse.model(
                "m", new Plugin("ort", "", Settings.empty()), List.of(TestHouse.plugin("tokenizer")), "1");
    }

    private static ModelDefinition withArms() {
        ModelDefinition one = TestHouse.model("m", "1", "2");
        return new ModelDefinition(
                "m",
                one.versions(),
                one.engine(),
                one.batching(),
                Chain.NONE,
                new Plugin("weighted", "", TWO_ARMS),
                List.of(new Arm("stable", "1", one.engine()), new Arm("canary", "2", one.engine())),
                Map.of());
    }

    @Test
    void aStepMayBeRememberedUnlessItsSectionSaysNo() {
        test.house.transformerArrived(steps("1", new FakeSteps()));
        Settings no = Settings.of(Map.of("cache", "false"));

        test.apply(withStep());
        test.apply(TestHouse.model(
                "n", new Plugin("ort", "", Settings.empty()), List.of(new Plugin("tokenizer", "", no)), "1"));

        test.awaitLive("n", "1");
        assertThat(test.caches.asked).containsExactly("m:1 tokenizer");
    }

    @Test
    void aClientSendsWhatTheStepReads() {
        FakeSteps factory = new FakeSteps();
        test.house.transformerArrived(steps("1", factory));

        test.apply(withStep());

        assertThat(test.status("m", "1").orElseThrow().spec().orElseThrow().inputs())
                .containsExactly(FakeSteps.TEXT);
        assertThat(test.status("m", "1").orElseThrow().transformers()).containsExactly("tokenizer 1");
    }

    @Test
    void theNewStepComesBesideTheOldAndTheSessionStays() {
        FakeSteps old = new FakeSteps();
        FakeSteps newer = new FakeSteps();
        Provider<TransformerFactory> leaving = steps("1", old);
        test.house.transformerArrived(leaving);
        test.apply(withStep());

        test.house.transformerArrived(steps("2", newer));
        TestHouse.await(() -> newer.open.get() == 1 && old.open.get() == 0);
        test.house.transformerLeaves(leaving);

        assertThat(test.status("m", "1").orElseThrow().transformers()).containsExactly("tokenizer 2");
        assertThat(engine.loads).hasValue(1);
    }

    @Test
    void requestsWaitForAStepThatIsReplacedInPlaceAndTheSessionStays() throws Exception {
        FakeSteps old = new FakeSteps();
        Provider<TransformerFactory> leaving = steps("1", old);
        test.house.transformerArrived(leaving);
        test.apply(withStep());

        test.house.transformerLeaves(leaving);
        assertThat(old.open).hasValue(0);
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> test.engineVersion("m"));
        TestHouse.await(() -> test.status("m", "1").orElseThrow().state() == ModelState.WAITING);
        test.house.transformerArrived(steps("2", new FakeSteps()));

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("1.29.0");
        assertThat(engine.loads).hasValue(1);
    }

    @Test
    void theFirstArmAnswersUntilTheRouterIsThere() {
        test.apply(withArms());
        assertThat(test.house.models().route(TestHouse.request("m")).answering())
                .isEqualTo("stable");
        assertThat(test.status("m", "model.yaml").orElseThrow().reason())
                .isEqualTo("router 'weighted' is not installed; there is none; until it is, the first arm answers");

        RouterFactory toCanary = (arms, settings) -> request -> Route.to("canary");
        Provider<RouterFactory> router = TestHouse.provider("router", "weighted", "1", 30, toCanary);
        test.house.routerArrived(router);
        TestHouse.await(() ->
                test.house.models().route(TestHouse.request("m")).answering().equals("canary"));

        test.house.routerLeaves(router);
        assertThat(test.house.models().route(TestHouse.request("m")).answering())
                .isEqualTo("stable");
        assertThat(engine.loads).hasValue(2);
    }

    @Test
    void aRouterThatThrowsOrLiesIsContained() {
        RouterFactory liar = (arms, settings) -> request -> Route.to("nobody");
        test.house.routerArrived(TestHouse.provider("router", "weighted", "1", 30, liar));
        test.apply(withArms());
        assertThat(test.house.models().route(TestHouse.request("m")).answering())
                .isEqualTo("stable");

        assertThat(test.house.models().counts("m")).isEmpty();

        RouterFactory thrower = (arms, settings) -> new Router() {
            @Override
            public Route route(InferenceRequest request) {
                throw new IllegalStateException("boom");
            }

            @Override
            public Map<String, Long> counts() {
                throw new IllegalStateException("boom");
            }
        };
        test.house.routerArrived(TestHouse.provider("router", "weighted", "2", 31, thrower));
        assertThat(test.house.models().route(TestHouse.request("m")).answering())
                .isEqualTo("stable");
        assertThat(test.house.models().counts("m")).isEmpty();
    }

    @Test
    void tellsWhatTheRouterCounts() {
        RouterFactory counting = (arms, settings) -> new Router() {
            @Override
            public Route route(InferenceRequest request) {
                return Route.to("stable");
            }

            @Override
            public Map<String, Long> counts() {
                return Map.of("sheep", 7L);
            }
        };
        test.house.routerArrived(TestHouse.provider("router", "weighted", "1", 30, counting));
        test.apply(withArms());

        assertThat(test.house.models().counts("m")).isEqualTo(Map.of("sheep", 7L));
        assertThat(test.house.models().counts("nobody")).isEmpty();
    }

    @Test
    void wrongTrafficIsNotServedAndTheOldTrafficStays() {
        RouterFactory picky = (arms, settings) -> {
            if (arms.size() > 1) {
                throw new InferenceException(ErrorCode.INVALID_CONFIGURATION, "models/m/model.yaml:3:3: no");
            }
            return request -> Route.to("stable");
        };
        test.house.routerArrived(TestHouse.provider("router", "weighted", "1", 30, picky));

        test.apply(withArms());
        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.FAILED);
        assertThat(engine.open).hasValue(0);

        test.apply(TestHouse.model("m", "1"));
        test.apply(withArms());
        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.LIVE);
        assertThat(test.status("m", "model.yaml").orElseThrow().reason()).isEqualTo("models/m/model.yaml:3:3: no");
    }

    @Test
    void anArmThatFailsIsStoodInForByTheFirst() {
        engine.brokenDigest = "m2";
        test.apply(withArms());

        try (ModelLease lease =
                test.house.models().lease("m", "canary", TestHouse.in(java.time.Duration.ofSeconds(5)))) {
            assertThat(lease.servedBy().arm()).isEqualTo("stable");
        }
    }

    @Test
    void listsThePluginsWithTheirModels() {
        test.house.transformerArrived(steps("1", new FakeSteps()));
        test.apply(withStep());

        assertThat(test.house.plugins())
                .extracting(
                        plugin -> plugin.kind() + " " + plugin.name() + " " + plugin.version() + " " + plugin.models())
                .containsExactly("engine ort 1.29.0 [m]", "monitor events 1 [m]", "transformer tokenizer 1 [m]");
    }
}
