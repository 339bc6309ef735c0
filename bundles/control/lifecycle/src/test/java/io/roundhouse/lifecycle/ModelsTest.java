package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private final TestHouse test = new TestHouse();
    private final FakeEngine engine = new FakeEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        test.house.stop();
        assertThat(engine.open).hasValue(0);
        assertThat(engine.usedAfterClose).hasValue(0);
        assertThat(test.batchers.open).hasValue(0);
    }

    @Test
    void loadsWarmsAndPublishes() {
        test.engine("1.29.0", engine);

        test.apply(TestHouse.model("m", "1"));

        ModelStatus status = test.status("m", "1").orElseThrow();
        assertThat(status.state()).isEqualTo(ModelState.LIVE);
        assertThat(status.reason()).isEmpty();
        assertThat(status.engine()).isEqualTo("ort");
        assertThat(status.engineVersion()).isEqualTo("1.29.0");
        assertThat(status.arms()).containsExactly("stable");
        assertThat(status.spec()).contains(FakeEngine.SPEC);
        assertThat(test.engineVersion("m")).isEqualTo("1.29.0");
        assertThat(test.events)
                .containsExactly(
                        new InferenceEvent.ModelChanged(new ModelId("m", "1"), ModelState.LOADING, ""),
                        new InferenceEvent.ModelChanged(new ModelId("m", "1"), ModelState.LIVE, ""));
    }

    @Test
    void publishesTheNewVersionAndClosesTheOld() {
        test.engine("1.29.0", engine);
        test.apply(TestHouse.model("m", "1"));

        test.apply(TestHouse.model("m", "2"));

        assertThat(test.status("m", "2").orElseThrow().state()).isEqualTo(ModelState.LIVE);
        assertThat(test.status("m", "1")).isEmpty();
        assertThat(engine.open).hasValue(1);
    }

    @Test
    void changesNothingForAnEqualDefinition() {
        test.engine("1.29.0", engine);
        test.apply(TestHouse.model("m", "1"));

        test.apply(TestHouse.model("m", "1"));

        assertThat(engine.loads).hasValue(1);
    }

    @Test
    void aFailedNewVersionLeavesTheOldServing() {
        test.engine("1.29.0", engine);
        test.apply(TestHouse.model("m", "1"));

        engine.brokenDigest = "m2";
        test.apply(TestHouse.model("m", "2"));

        ModelStatus failed = test.status("m", "2").orElseThrow();
        assertThat(failed.state()).isEqualTo(ModelState.FAILED);
        assertThat(failed.reason()).isEqualTo("m:2 is no model");
        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.LIVE);
        assertThat(test.engineVersion("m")).isEqualTo("1.29.0");
    }

    @Test
    void aFirstVersionThatFailsIsRefusedAtOnceWithTheReason() {
        test.engine("1.29.0", engine);
        engine.brokenDigest = "m1";
        test.apply(TestHouse.model("m", "1"));

        assertThatThrownBy(() -> test.lease("m"))
                .hasMessage("model 'm' (arm 'stable') does not answer: m:1 is no model")
                .extracting(e -> ((InferenceException) e).code())
                .isEqualTo(ErrorCode.MODEL_NOT_READY);
    }

    @Test
    void aRejectedDefinitionIsReportedBesideWhatIsLive() {
        test.engine("1.29.0", engine);
        test.apply(TestHouse.model("m", "1"));

        test.house.models().reject(new ModelId("m", "model.yaml"), "models/m/model.yaml:1:1: no");

        ModelStatus row = test.status("m", "model.yaml").orElseThrow();
        assertThat(row.state()).isEqualTo(ModelState.FAILED);
        assertThat(row.reason()).isEqualTo("models/m/model.yaml:1:1: no");
        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.LIVE);

        test.apply(TestHouse.model("m", "1"));
        assertThat(test.status("m", "model.yaml")).isEmpty();
    }

    @Test
    void aModelThatWasOnlyRejectedTellsWhy() {
        test.house.models().reject(new ModelId("m", "1"), "models/m/1 has no file");

        assertThatThrownBy(() -> test.lease("m"))
                .hasMessage("model 'm' (arm 'stable') does not answer: models/m/1 has no file");
        assertThat(test.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.FAILED);
    }

    @Test
    void removesAndForgets() {
        test.engine("1.29.0", engine);
        test.apply(TestHouse.model("m", "1"));

        test.house.models().firstLookDone();
        test.house.models().remove("m");
        TestHouse.await(() -> test.house.models().models().isEmpty());

        assertThat(engine.open).hasValue(0);
        assertThatThrownBy(() -> test.house.models().route(TestHouse.request("m")))
                .extracting(e -> ((InferenceException) e).code())
                .isEqualTo(ErrorCode.MODEL_NOT_FOUND);
        assertThat(test.events).endsWith(new InferenceEvent.ModelChanged(new ModelId("m", "1"), ModelState.CLOSED, ""));
    }

    @Test
    void beforeTheFirstLookNobodyKnowsThatAModelIsNotThere() {
        assertThatThrownBy(() -> test.house.models().route(TestHouse.request("m")))
                .hasMessage("the models are still being looked for, 'm' may be one")
                .extracting(e -> ((InferenceException) e).code())
                .isEqualTo(ErrorCode.MODEL_NOT_READY);
    }

    @Test
    void suggestsTheNearestName() {
        test.apply(TestHouse.model("fraud", "1"));
        test.house.models().firstLookDone();

        assertThatThrownBy(() -> test.house.models().route(TestHouse.request("fruad")))
                .hasMessage("no model is named 'fruad'; did you mean 'fraud'?");
    }

    @Test
    void aRequestThatNamesAVersionGetsIt() {
        test.engine("1.29.0", engine);
        ModelDefinition definition = TestHouse.model("m", "1", "2");
        test.apply(definition);

        Route one = test.house.models().route(TestHouse.request("m", "1"));
        Route two = test.house.models().route(TestHouse.request("m", "2"));

        assertThat(one.answering()).isEqualTo("1");
        assertThat(two.answering()).isEqualTo("stable");
        assertThatThrownBy(() -> test.house.models().route(TestHouse.request("m", "3")))
                .hasMessage("model 'm' has no version '3', there are [1, 2]");
        try (ModelLease lease = test.house.models().lease("m", "1", TestHouse.in(Duration.ofSeconds(5)))) {
            assertThat(lease.servedBy().model().version()).isEqualTo("1");
        }
    }

    @Test
    void isSettledWhenAllIsLiveOrFailed() {
        FakeEngine slow = engine;
        slow.gate = new CountDownLatch(1);
        test.engine("1.29.0", slow);
        test.house.models().apply(TestHouse.model("m", "1"));
        test.house.models().firstLookDone();
        assertThat(test.house.models().isSettled()).isFalse();

        slow.gate.countDown();
        test.awaitIdle();

        assertThat(test.house.models().isSettled()).isTrue();
    }

    @Test
    void wrongBatchingIsAReasonAndLeavesNothingOpen() {
        test.engine("1.29.0", engine);
        ModelDefinition good = TestHouse.model("m", "1");
        ModelDefinition wrong = new ModelDefinition(
                "m",
                good.versions(),
                good.engine(),
                Settings.builder("models/m/model.yaml:2:1")
                        .put("rows_mox", "1", "models/m/model.yaml:2:3")
                        .build(),
                good.chain(),
                good.router(),
                good.arms(),
                Map.of());

        test.apply(wrong);

        assertThat(test.status("m", "1").orElseThrow().reason())
                .isEqualTo("models/m/model.yaml:2:3: 'rows_mox' is not known here; did you mean 'rows_max'?"
                        + " Known are [rows_max]");
        assertThat(engine.open).hasValue(0);
    }

    @Test
    void anUnknownStepIsNamedWithTheNearest() {
        test.engine("1.29.0", engine);
        test.house.transformerArrived(TestHouse.provider("transformer", "tokenizer", "1", 5, new FakeSteps()));

        test.apply(TestHouse.model(
                "m", new Plugin("ort", "", Settings.empty()), List.of(TestHouse.plugin("tokeniser")), "1"));

        ModelStatus status = test.status("m", "1").orElseThrow();
        assertThat(status.state()).isEqualTo(ModelState.WAITING);
        assertThat(status.reason())
                .isEqualTo("transformer 'tokeniser' is not installed; did you mean 'tokenizer'? Known are [tokenizer]");
    }
}
