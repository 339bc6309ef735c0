package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.Skew;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.spi.router.WeightedArms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainsTest {
    private static final int REQUESTS = 2_000;

    private final TestHouse test = new TestHouse();
    private final FakeEngine engine = new FakeEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        test.house.stop();
        assertThat(engine.open).hasValue(0);
    }

    private void serve(String router, RouterFactory factory, Map<String, Settings> sections) {
        test.house.routerArrived(TestHouse.provider("router", router, "1", 30, factory));
        test.engine("1.29.0", engine);
        test.apply(definition(router, sections));
    }

    private static ModelDefinition definition(String router, Map<String, Settings> sections) {
        ModelDefinition one = TestHouse.model("m", "1", "2", "3");
        Settings.Builder arms = Settings.builder("model.yaml");
        sections.forEach(arms::put);
        Settings traffic = Settings.empty().with("arms", arms.build());
        List<Arm> declared = List.of(
                new Arm("stable", "1", one.engine()),
                new Arm("canary", "2", one.engine()),
                new Arm("third", "3", one.engine()));
        return new ModelDefinition(
                "m",
                one.versions(),
                one.engine(),
                one.batching(),
                Chain.NONE,
                new Plugin(router, "", traffic),
                declared,
                Map.of(),
                Map.of(),
                Map.of(),
                Skew.REFUSE);
    }

    private static Map<String, Settings> weights(String stable, String canary, String third) {
        return Map.of(
                "stable", Settings.of(Map.of("weight", stable)),
                "canary", Settings.of(Map.of("weight", canary)),
                "third", Settings.of(Map.of("weight", third)));
    }

    private static Router byWeight(List<String> arms, Settings traffic) {
        WeightedArms weighted = WeightedArms.weighted(arms, traffic);
        return request -> {
            long key = WeightedArms.key(request.id());
            return weighted.route(key, key);
        };
    }

    private static InferenceRequest request(int id) {
        InferenceRequest any = TestHouse.request("m");
        return InferenceRequest.of(String.valueOf(id), "m", any.inputs(), any.deadline(), any.receivedNanos());
    }

    private Map<String, Integer> answered() {
        Map<String, Integer> answered = new TreeMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            answered.merge(test.house.models().route(request(i)).answering(), 1, Integer::sum);
        }
        return answered;
    }

    @Test
    void givesADrainedArmNoNewRequestsUntilItIsResumed() {
        serve("weighted", DrainsTest::byWeight, weights("50", "50", "0"));

        test.house.models().drain("m", "canary");
        test.house.models().drain("m", "canary");

        assertThat(answered()).containsExactly(Map.entry("stable", REQUESTS));
        assertThat(test.status("m", "2").orElseThrow().reason()).contains("'canary' is drained");
        test.house.models().resume("m", "canary");
        assertThat(answered().get("canary")).isBetween(800, 1_200);
        assertThat(test.status("m", "2").orElseThrow().reason()).isEmpty();
    }

    @Test
    void givesItsRequestsToThoseThatWouldHaveThemIfItWeighedNothing() {
        serve("weighted", DrainsTest::byWeight, weights("50", "40", "10"));
        Router without = byWeight(
                List.of("stable", "canary", "third"),
                Settings.empty()
                        .with(
                                "arms",
                                Settings.builder("model.yaml")
                                        .put("stable", Settings.of(Map.of("weight", "50")))
                                        .put("canary", Settings.of(Map.of("weight", "0")))
                                        .put("third", Settings.of(Map.of("weight", "10")))
                                        .build()));

        test.house.models().drain("m", "canary");

        for (int i = 0; i < REQUESTS; i++) {
            assertThat(test.house.models().route(request(i)).answering())
                    .isEqualTo(without.route(request(i)).answering());
        }
    }

    @Test
    void holdsForARouterThatKnowsNoWeights() {
        serve("bandit", (arms, settings) -> request -> Route.to("stable"), Map.of());

        test.house.models().drain("m", "stable");

        assertThat(answered().keySet()).containsExactly("canary", "third");
    }

    @Test
    void neverDrainsTheLastArmThatAnswers() {
        serve("weighted", DrainsTest::byWeight, weights("50", "50", "0"));
        test.house.models().drain("m", "stable");

        assertThatThrownBy(() -> test.house.models().drain("m", "canary"))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("'canary' is the last one of 'm' that answers");

        assertThat(answered()).containsExactly(Map.entry("canary", REQUESTS));
    }

    @Test
    void letsADrainedArmAnswerWhenTheOthersHaveGone() {
        serve("weighted", DrainsTest::byWeight, weights("50", "50", "0"));
        test.house.models().drain("m", "canary");

        test.apply(definition("weighted", weights("0", "50", "0")));

        assertThat(answered()).containsExactly(Map.entry("canary", REQUESTS));
    }

    @Test
    void answersWithADrainedArmWhoeverAsksForIt() {
        serve("weighted", DrainsTest::byWeight, weights("50", "50", "0"));

        test.house.models().drain("m", "canary");

        assertThat(test.house.models().route(TestHouse.request("m", "2")).answering())
                .isEqualTo("canary");
    }

    @Test
    void asksNoDrainedArmForABetterAnswer() {
        Router unsure = new Router() {
            @Override
            public Route route(InferenceRequest request) {
                return Route.to("stable");
            }

            @Override
            public Optional<String> escalate(InferenceRequest request, InferenceResponse response) {
                return Optional.of("canary");
            }
        };
        serve("cascade", (arms, settings) -> unsure, Map.of());
        InferenceRequest request = request(1);
        InferenceResponse answer = new InferenceResponse(
                request.id(),
                new ServedBy(new ModelId("m", "1"), "stable", "ort", "1"),
                TestHouse.ROW,
                new Timing(0, 0, 0, 0, 1, 1));
        assertThat(test.house.models().escalate(request, answer)).contains("canary");

        test.house.models().drain("m", "canary");

        assertThat(test.house.models().escalate(request, answer)).isEmpty();
    }

    @Test
    void refusesWhatIsNotThereAndWhatOnlyWatches() {
        Map<String, Settings> sections = new TreeMap<>(weights("50", "50", "0")); // the third watches
        sections.put("third", Settings.of(Map.of("mirror", "10")));
        serve("weighted", DrainsTest::byWeight, sections);

        assertThatThrownBy(() -> test.house.models().drain("m", "canari"))
                .hasMessageContaining("has no arm 'canari'; did you mean 'canary'?");
        assertThatThrownBy(() -> test.house.models().drain("m", "third")).hasMessageContaining("only watches");
        test.house.models().firstLookDone();
        assertThatThrownBy(() -> test.house.models().drain("n", "canary"))
                .hasMessageContaining("no model is named 'n'");
    }

    @Test
    void isThereBeforeTheModelsAre() {
        test.house.models().drain("m", "canary");

        serve("weighted", DrainsTest::byWeight, weights("50", "50", "0"));

        assertThat(answered()).containsExactly(Map.entry("stable", REQUESTS));
    }
}
