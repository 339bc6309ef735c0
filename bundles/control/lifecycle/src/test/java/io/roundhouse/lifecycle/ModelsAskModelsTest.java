package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models whose steps ask other models; every model here makes {@code y} of {@code x}. */
class ModelsAskModelsTest {
    private final TestHouse test = new TestHouse();
    private final FakeEngine engine = new FakeEngine();
    private final Provider<Engine> ort = test.engine("1.29.0", engine);

    @AfterEach
    void nothingIsLeftOpen() {
        test.house.stop();
        assertThat(engine.open).hasValue(0);
    }

    private static Plugin ask(String callee) {
        Settings settings = Settings.builder("models/m/model.yaml:2:5")
                .put("name", callee, "models/m/model.yaml:2:7")
                .put("outputs", Settings.of(Map.of("x", "y")))
                .build();
        return new Plugin("model", "", settings);
    }

    private static ModelDefinition model(String name, String... callees) {
        return TestHouse.model(
                name,
                TestHouse.model(name, "1").engine(),
                Stream.of(callees).map(ModelsAskModelsTest::ask).toList(),
                "1");
    }

    private ModelStatus status(String name) {
        return test.status(name, "1").orElseThrow();
    }

    private boolean is(String name, ModelState state) {
        return status(name).state() == state;
    }

    @Test
    void aStepReadsAndWritesWhatTheOtherModelDoes() {
        test.apply(model("det"));
        test.apply(model("ocr", "det"));

        assertThat(status("ocr").state()).isEqualTo(ModelState.LIVE);
        assertThat(status("ocr").transformers()).containsExactly("model det");
        assertThat(status("ocr").spec().orElseThrow().inputs()).isEqualTo(FakeEngine.SPEC.inputs());
        try (ModelLease lease = test.lease("ocr")) {
            assertThat(lease.before()).hasSize(1).first().isInstanceOf(ModelStep.class);
            assertThat(lease.servedBy().steps()).isEqualTo("model det");
        }
    }

    @Test
    void aModelWaitsForTheOneThatItAsksAndComesUpByItself() {
        test.apply(model("ocr", "det"));
        assertThat(status("ocr").state()).isEqualTo(ModelState.WAITING);
        assertThat(status("ocr").reason())
                .isEqualTo("step 1 'model' before the model asks model 'det', which is not live");

        test.apply(model("det"));

        test.awaitLive("ocr", "1");
    }

    @Test
    void aModelThatIsAskedAndRemovedIsWaitedFor() {
        test.apply(model("det"));
        test.apply(model("ocr", "det"));

        test.house.models().remove("det");
        TestHouse.await(() -> is("ocr", ModelState.WAITING));
        test.apply(model("det"));

        test.awaitLive("ocr", "1");
    }

    @Test
    void theAskingModelStaysLoadedWhileTheOtherIsChanged() {
        test.apply(model("det"));
        test.apply(model("ocr", "det"));
        FakeSteps factory = new FakeSteps();
        test.house.transformerArrived(TestHouse.provider("transformer", "tokenizer", "1", 5, factory));
        int loads = engine.loads.get();

        test.apply(TestHouse.model(
                "det", TestHouse.model("det", "1").engine(), List.of(TestHouse.plugin("tokenizer")), "1"));

        TestHouse.await(() -> status("ocr").spec().orElseThrow().inputs().equals(List.of(FakeSteps.TEXT)));
        assertThat(engine.loads).hasValue(loads);
    }

    @Test
    void anEngineThatIsReplacedInPlaceBringsBothBack() {
        test.apply(model("det"));
        test.apply(model("ocr", "det"));

        test.house.engineLeaves(ort);
        assertThat(engine.open).hasValue(0);
        test.engine("1.29.0", engine);

        test.awaitLive("det", "1");
        test.awaitLive("ocr", "1");
    }

    @Test
    void whatARequestUnderWayMayAskStaysUntilItIsAnswered() throws Exception {
        test.apply(model("det"));
        test.apply(model("ocr", "det"));
        ModelLease request = test.lease("ocr");

        CompletableFuture<Void> leaving = CompletableFuture.runAsync(() -> test.house.engineLeaves(ort));
        TestHouse.await(() -> !is("ocr", ModelState.LIVE));
        assertThat(test.engineVersion("det")).isEqualTo("1.29.0");
        assertThat(leaving).isNotDone();
        request.close();

        leaving.get(10, TimeUnit.SECONDS);
        assertThat(engine.open).hasValue(0);
        assertThat(engine.usedAfterClose).hasValue(0);
    }

    @Test
    void modelsThatAskEachOtherInACircleAreRefusedWithTheWay() {
        test.apply(model("a", "b"));
        test.apply(model("b", "c"));

        test.apply(model("c", "a"));

        TestHouse.await(() -> is("a", ModelState.FAILED) && is("b", ModelState.FAILED) && is("c", ModelState.FAILED));
        assertThat(status("c").reason())
                .isEqualTo("models ask each other in a circle: c -> a -> b -> c; take the step 'model' out of the"
                        + " model.yaml of one of them");

        test.apply(model("b"));

        Stream.of("a", "b", "c").forEach(name -> test.awaitLive(name, "1"));
    }

    @Test
    void aModelThatAsksItselfIsRefused() {
        test.apply(model("a", "a"));

        assertThat(status("a").state()).isEqualTo(ModelState.FAILED);
        assertThat(status("a").reason()).startsWith("models ask each other in a circle: a -> a; ");
    }

    @Test
    void anEditThatWouldCloseACircleChangesNothing() {
        test.apply(model("b"));
        test.apply(model("a", "b"));

        test.apply(model("b", "a"));

        assertThat(status("b").state()).isEqualTo(ModelState.LIVE);
        assertThat(test.status("b", "model.yaml").orElseThrow().reason())
                .startsWith("models ask each other in a circle: b -> a -> b; ");
        test.awaitIdle();
        assertThat(status("a").state()).isEqualTo(ModelState.LIVE);
        assertThat(status("a").reason()).isEmpty();
    }

    @Test
    void aStepThatDoesNotSayWhomIsRefused() {
        Plugin nobody = new Plugin(
                "model", "", Settings.builder("models/m/model.yaml:2:5").build());
        ModelDefinition plain = TestHouse.model("m", "1");

        test.apply(TestHouse.model("m", plain.engine(), new Chain(List.of(nobody), List.of()).before(), "1"));

        assertThat(status("m").reason()).isEqualTo("models/m/model.yaml:2:5: 'name' is missing");
    }
}
