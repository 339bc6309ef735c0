package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.ModelLoans.Loaded;
import io.roundhouse.spi.engine.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models that are loaded for work over files. */
class LenderTest {
    private static final ModelArtifact ARTIFACT = new ModelArtifact(new ModelId("m", "1"), Path.of("unused"), "m1");
    private static final Plugin ENGINE = new Plugin("ort", "", Settings.empty());

    private final TestHouse test = new TestHouse();
    private final FakeEngine engine = new FakeEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        test.house.stop();
        assertThat(engine.open).hasValue(0);
        assertThat(test.batchers.open).hasValue(0);
        assertThat(engine.usedAfterClose).hasValue(0);
    }

    @Test
    void aModelIsLentBesideWhatIsServed() {
        test.engine("1.29.0", engine);
        test.apply(TestHouse.model("m", "1"));

        try (Loaded loaded = test.house.lender().load(ARTIFACT, ENGINE)) {
            assertThat(loaded.engine()).isEqualTo("ort 1.29.0");
            assertThat(loaded.spec()).isEqualTo(FakeEngine.SPEC);
            assertThat(loaded.infer(TestHouse.ROW).names()).containsExactly("y");
            assertThat(engine.open).hasValue(2);
        }

        assertThat(engine.open).hasValue(1);
    }

    @Test
    void anEngineThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> test.house.lender().load(ARTIFACT, ENGINE))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_MISSING))
                .hasMessageContaining("engine 'ort' is not installed");
    }

    @Test
    void aModelThatCannotBeLoadedIsNotLent() {
        test.engine("1.29.0", engine);
        engine.brokenDigest = "m1";

        assertThatThrownBy(() -> test.house.lender().load(ARTIFACT, ENGINE)).hasMessageContaining("m:1 is no model");
    }

    @Test
    void anEngineWaitsUntilItIsGivenBack() throws InterruptedException {
        Provider<Engine> provider = test.engine("1.29.0", engine);
        Loaded loaded = test.house.lender().load(ARTIFACT, ENGINE);
        Thread leaving = new Thread(() -> test.house.engineLeaves(provider));

        leaving.start();

        TestHouse.await(provider::isLeaving);
        assertThatThrownBy(() -> loaded.infer(TestHouse.ROW)).hasMessage("engine ort 1.29.0 is leaving; run it again");
        assertThat(leaving.isAlive()).isTrue();
        loaded.close();
        leaving.join();
        assertThat(engine.open).hasValue(0);
    }
}
