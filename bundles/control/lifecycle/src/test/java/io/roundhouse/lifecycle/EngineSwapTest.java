package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.PluginControl.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineSwapTest {
    private final TestHouse test = new TestHouse();
    private final FakeEngine low = new FakeEngine();
    private final FakeEngine high = new FakeEngine();

    @BeforeEach
    void serveOnTheHigh() {
        test.bundles.known.put("1.20.0", low);
        test.bundles.known.put("1.29.0", high);
        test.engine("1.29.0", high);
        test.apply(TestHouse.model("m", "1"));
        test.apply(TestHouse.model("n", "1"));
    }

    @AfterEach
    void nothingIsLeftOpen() {
        test.house.stop();
        assertThat(low.open).hasValue(0);
        assertThat(high.open).hasValue(0);
        assertThat(low.usedAfterClose).hasValue(0);
        assertThat(high.usedAfterClose).hasValue(0);
    }

    @Test
    void goesDownAndUpAgainStepByStep() {
        List<Step> told = new ArrayList<>();

        List<Step> steps = test.house.swap("ort", "1.20.0", told::add);

        assertThat(steps).isEqualTo(told);
        assertThat(steps)
                .extracting(Step::name)
                .containsExactly(
                        "resolve", "start", "load", "warm", "publish", "drain", "close", "uninstall", "unmapped");
        assertThat(steps)
                .extracting(Step::detail)
                .contains(
                        "mvn:io.roundhouse.engines/ort/1.20.0 is bundle 101",
                        "2 arms",
                        "2 models",
                        "2 sessions",
                        "bundle.ort 1.29.0",
                        "class loader collected, no mapping left");
        assertThat(test.engineVersion("m")).isEqualTo("1.20.0");
        assertThat(high.open).hasValue(0);

        test.house.swap("ort", "1.29.0", step -> {});
        assertThat(test.engineVersion("n")).isEqualTo("1.29.0");
        assertThat(low.open).hasValue(0);
    }

    @Test
    void changesNothingWhenAModelDoesNotComeUp() {
        low.brokenDigest = "n1";

        assertThatThrownBy(() -> test.house.swap("ort", "1.20.0", step -> {}))
                .hasMessage("swap of ort to 1.20.0 failed at step 'load': model n:1: n:1 is no model;"
                        + " what served before goes on");

        assertThat(test.engineVersion("m")).isEqualTo("1.29.0");
        assertThat(test.bundles.calls)
                .containsExactly("install mvn:io.roundhouse.engines/ort/1.20.0", "start 101", "uninstall 101");
        assertThat(low.open).hasValue(0);
        assertThat(high.loads).hasValue(2);
    }

    @Test
    void saysThatTheVersionRunsAlready() {
        assertThatThrownBy(() -> test.house.swap("ort", "1.29.0", step -> {}))
                .hasMessage("engine ort 1.29.0 is running already");
    }

    @Test
    void saysThatThereIsNoSuchVersion() {
        assertThatThrownBy(() -> test.house.swap("ort", "9", step -> {}))
                .hasMessage("swap of ort to 9 failed at step 'resolve': mvn:io.roundhouse.engines/ort/9 could not be"
                        + " installed: not found; what served before goes on");
    }

    @Test
    void suggestsTheNearestEngine() {
        assertThatThrownBy(() -> test.house.swap("or", "1.20.0", step -> {}))
                .hasMessage("no engine 'or' is running; did you mean 'ort'? Known are [ort]");
    }

    @Test
    void leavesAnEngineThatAModelIsBoundTo() {
        test.apply(TestHouse.model("bound", new Plugin("ort", "1.29", Settings.empty()), List.of(), "1"));

        List<Step> steps = test.house.swap("ort", "1.20.0", step -> {});

        assertThat(steps).extracting(Step::detail).contains("bundle.ort 1.29.0 stays, used by bound");
        assertThat(test.engineVersion("m")).isEqualTo("1.20.0");
        assertThat(test.engineVersion("bound")).isEqualTo("1.29.0");
    }
}
