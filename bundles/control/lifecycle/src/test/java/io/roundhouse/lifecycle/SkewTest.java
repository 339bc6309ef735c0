package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.Skew;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A version serves the steps that learnt for it, or its answers say that it does not, or it does not serve. */
class SkewTest {
    private static final Chain CHAIN = chain("10");
    private static final Settings LEARNT = Settings.builder("fitted")
            .put("max", "10", "fitted")
            .put("mean", "4.5", "fitted")
            .build();

    private final TestHouse test = new TestHouse();
    private final FakeEngine engine = new FakeEngine();
    private final FakeSteps factory = new FakeSteps();
    private final FakeSteps answers = new FakeSteps(FakeEngine.SPEC.outputs(), FakeEngine.SPEC.outputs());

    @BeforeEach
    void installTheEngine() {
        test.engine("1.29.0", engine);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        test.house.stop();
        assertThat(engine.open).hasValue(0);
        assertThat(factory.open).hasValue(0);
        assertThat(answers.open).hasValue(0);
    }

    private static Chain chain(String max) {
        Settings settings = Settings.builder("given").put("max", max, "given").build();
        return new Chain(List.of(new Plugin("scale", "", settings)), List.of());
    }

    private static Fitted fitted(Chain chain, String version) {
        return new Fitted(chain.hash(), "0f", 7, List.of(new Fitted.Step(0, "scale", version, LEARNT)));
    }

    private static ModelDefinition model(Chain chain, Fitted fitted, Skew skew) {
        ModelDefinition plain = TestHouse.model("m", "1");
        return new ModelDefinition(
                "m",
                plain.versions(),
                plain.engine(),
                plain.batching(),
                chain,
                plain.router(),
                List.of(new Arm("stable", "1", plain.engine(), chain)),
                Map.of(),
                Map.of(),
                Map.of("1", fitted),
                skew);
    }

    private Provider<TransformerFactory> arrives(String version) {
        Provider<TransformerFactory> provider = TestHouse.provider("transformer", "scale", version, 20, factory);
        test.house.transformerArrived(provider);
        return provider;
    }

    private ModelStatus status(String version) {
        return test.status("m", version).orElseThrow();
    }

    private List<String> flags() {
        try (ModelLease lease = test.lease("m")) {
            return lease.flags();
        }
    }

    private String hash() {
        try (ModelLease lease = test.lease("m")) {
            return lease.servedBy().transformers();
        }
    }

    @Test
    void aStepIsMadeWithWhatItLearnt() {
        arrives("1.0.0");

        test.apply(model(CHAIN, fitted(CHAIN, "1.0.0"), Skew.REFUSE));

        assertThat(factory.settings).containsExactly(LEARNT);
        assertThat(flags()).isEmpty();
        assertThat(status("1").reason()).isEmpty();
    }

    @Test
    void whatWasLearntIsInTheHashOfTheAnswers() {
        arrives("1.0.0");
        Settings other = LEARNT.without("mean");
        test.apply(model(CHAIN, fitted(CHAIN, "1.0.0"), Skew.REFUSE));
        String before = hash();

        test.apply(model(
                CHAIN,
                new Fitted(CHAIN.hash(), "0f", 7, List.of(new Fitted.Step(0, "scale", "1.0.0", other))),
                Skew.REFUSE));

        assertThat(hash()).isNotEqualTo(before);
        assertThat(engine.loads).hasValue(1);
    }

    @Test
    void otherStepsThanThoseThatLearntAreRefusedWithTheTwoWaysOut() {
        arrives("1.0.0");

        test.apply(model(chain("11"), fitted(CHAIN, "1.0.0"), Skew.REFUSE));

        assertThat(status("1").state()).isEqualTo(ModelState.FAILED);
        assertThat(status("1").reason())
                .isEqualTo("the steps of arm 'stable' are not those that version 1 was fitted with: step 1 'scale' had"
                        + " another 'max'; fit it again with 'roundhouse fit', or say 'skew: warn' in model.yaml to"
                        + " serve it and mark its answers");
        assertThat(engine.loads).hasValue(0);
    }

    @Test
    void aRefusedEditLeavesTheLastGoodServing() {
        arrives("1.0.0");
        test.apply(model(CHAIN, fitted(CHAIN, "1.0.0"), Skew.REFUSE));
        String before = hash();

        test.apply(model(chain("11"), fitted(CHAIN, "1.0.0"), Skew.REFUSE));

        assertThat(hash()).isEqualTo(before);
        assertThat(status("1").state()).isEqualTo(ModelState.LIVE);
        assertThat(status("model.yaml").reason()).startsWith("the steps of arm 'stable' are not those");
    }

    @Test
    void withAWarningItIsServedAndEveryAnswerMarked() {
        arrives("1.0.0");
        test.apply(model(CHAIN, fitted(CHAIN, "1.0.0"), Skew.WARN));
        assertThat(flags()).isEmpty();

        test.apply(model(chain("11"), fitted(CHAIN, "1.0.0"), Skew.WARN));

        assertThat(flags()).containsExactly("skew: step 1 'scale' had another 'max'");
        assertThat(status("1").state()).isEqualTo(ModelState.LIVE);
        assertThat(status("1").reason()).isEqualTo("skew: step 1 'scale' had another 'max'");
        Settings made = factory.settings.get(1);
        assertThat(List.of(made.text("max"), made.text("mean"))).containsExactly("11", "4.5");
        assertThat(engine.loads).hasValue(1);
    }

    @Test
    void aFixOfThePluginIsTakenAndANewOneIsNot() {
        Provider<TransformerFactory> first = arrives("1.0.0");
        test.apply(model(CHAIN, fitted(CHAIN, "1.0.0"), Skew.REFUSE));

        arrives("1.1.0");
        arrives("1.0.1");
        TestHouse.await(() -> status("1").transformers().equals(List.of("scale 1.0.1")));
        test.house.transformerLeaves(first);

        assertThat(status("1").transformers()).containsExactly("scale 1.0.1");
        assertThat(flags()).isEmpty();
    }

    @Test
    void aNewPluginInThePlaceOfTheOneThatLearntIsRefused() {
        Provider<TransformerFactory> first = arrives("1.0.0");
        test.apply(model(CHAIN, fitted(CHAIN, "1.0.0"), Skew.REFUSE));

        test.house.transformerLeaves(first);
        arrives("1.1.0");

        TestHouse.await(() -> status("1").state() == ModelState.FAILED);
        assertThat(status("1").reason()).contains("step 1 'scale' is version 1.1.0, but 1.0.0 learnt; fit it again");
    }

    private static ModelDefinition after(List<Plugin> after, boolean ofThisModel) {
        Chain chain = new Chain(List.of(), CHAIN.before());
        Fitted.After learnt = new Fitted.After(
                chain.hashAfter(1), ofThisModel, "0f", 7, List.of(new Fitted.Step(0, "scale", "1.0.0", LEARNT)));
        return model(
                new Chain(List.of(), after),
                new Fitted(Chain.NONE.hash(), "0f", 7, List.of(), Optional.of(learnt)),
                Skew.REFUSE);
    }

    @Test
    void stepsAfterTheModelAreMadeWithWhatTheyLearntFromThisModel() {
        Provider<TransformerFactory> scale = TestHouse.provider("transformer", "scale", "1.0.0", 20, answers);
        test.house.transformerArrived(scale);

        test.apply(after(CHAIN.before(), true));

        assertThat(answers.settings).containsExactly(LEARNT);
        assertThat(flags()).isEmpty();
        test.apply(after(CHAIN.before(), false));
        assertThat(status("model.yaml").reason())
                .startsWith(
                        "the steps of arm 'stable' are not those that version 1 was fitted with: the steps after the"
                                + " model learnt from another model file than lies there now; fit it again");
    }

    @Test
    void anArmMayDoWithoutWhatOthersLearntAfterTheModel() {
        test.apply(after(List.of(), true));

        assertThat(status("1").reason()).isEmpty();
        assertThat(flags()).isEmpty();
    }

    @Test
    void anArmWithItsOwnChainIsHeldAgainstItsOwn() {
        arrives("1.0.0");
        ModelDefinition one = model(CHAIN, fitted(CHAIN, "1.0.0"), Skew.WARN);
        List<Arm> arms = List.of(one.arms().get(0), new Arm("bare", "1", one.engine()));

        test.apply(one.with(one.versions(), one.router(), arms));

        try (ModelLease bare = test.house.models().lease("m", "bare", TestHouse.in(java.time.Duration.ofSeconds(10)))) {
            assertThat(bare.servedBy().arm()).isEqualTo("bare");
            assertThat(bare.servedBy().steps()).isEmpty();
            assertThat(bare.spec()).isEqualTo(FakeEngine.SPEC);
            assertThat(bare.flags()).containsExactly("skew: step 1 'scale' is not there any more");
        }
        try (ModelLease stable = test.lease("m")) {
            assertThat(stable.servedBy().steps()).isEqualTo("scale 1.0.0");
            assertThat(stable.spec().inputs()).containsExactly(FakeSteps.TEXT);
            assertThat(stable.flags()).isEmpty();
        }
        assertThat(engine.loads).hasValue(1);
    }
}
