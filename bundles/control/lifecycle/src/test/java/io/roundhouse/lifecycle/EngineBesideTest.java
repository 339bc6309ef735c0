package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.PluginControl.Step;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.RouterFactory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine version added beside the one that answers, and taken away or swapped to. */
class EngineBesideTest {
    private final TestHouse test = new TestHouse();
    private final FakeEngine low = new FakeEngine();
    private final FakeEngine high = new FakeEngine();

    @BeforeEach
    void serveOnTheLow() {
        test.bundles.known.put("1.29.0", high);
        test.engine("1.20.0", low);
        test.apply(TestHouse.model("m", "1"));
    }

    @AfterEach
    void nothingIsLeftOpen() {
        test.house.stop();
        assertThat(low.open).hasValue(0);
        assertThat(high.open).hasValue(0);
    }

    /** The model with a second arm on exactly that engine. */
    private static ModelDefinition withCanary(String range) {
        ModelDefinition plain = TestHouse.model("m", "1");
        Arm first = plain.arms().get(0);
        Plugin pinned = new Plugin(plain.engine().name(), range, plain.engine().settings());
        return plain.with(plain.versions(), plain.router(), List.of(first, new Arm("canary", "1", pinned)));
    }

    @Test
    void noModelMovesToItThoughItIsNewer() {
        List<Step> steps = test.house.addBeside("ort", "1.29.0", step -> {});
        test.house.models().submitAll();
        test.awaitIdle();

        assertThat(steps).extracting(Step::name).containsExactly("resolve", "start");
        assertThat(test.engineVersion("m")).isEqualTo("1.20.0");
        assertThat(high.open).hasValue(0);
        assertThat(test.bundles.calls).last().isEqualTo("start for now 101");
    }

    @Test
    void anArmThatAsksForExactlyItGetsItAndLosesItWhenItIsTakenAway() {
        RouterFactory toTheFirst = (arms, settings) -> request -> Route.to(arms.get(0));
        test.house.routerArrived(TestHouse.provider("router", "weighted", "1", 30, toTheFirst));
        test.house.addBeside("ort", "1.29.0", step -> {});
        test.apply(withCanary("[1.29.0,1.29.0]"));
        assertThat(high.open).hasValue(1);

        List<Step> steps = test.house.takeAway("ort", "1.29.0", step -> {});

        assertThat(steps).extracting(Step::name).containsExactly("uninstall", "unmapped");
        assertThat(high.open).hasValue(0);
        assertThat(test.engineVersion("m")).contains("1.20.0");
    }

    @Test
    void addedOnceMoreItStaysAndStillNoModelMovesToIt() {
        test.house.addBeside("ort", "1.29.0", step -> {});

        List<Step> steps = test.house.addBeside("ort", "1.29.0", step -> {});
        test.house.models().submitAll();
        test.awaitIdle();

        assertThat(steps).extracting(Step::detail).containsExactly("ort 1.29.0 is beside already");
        assertThat(test.engineVersion("m")).isEqualTo("1.20.0");
        assertThat(high.open).hasValue(0);
        assertThat(test.house.takeAway("ort", "1.29.0", step -> {})).isNotEmpty();
    }

    @Test
    void aSwapKeepsItForGood() {
        test.house.addBeside("ort", "1.29.0", step -> {});

        test.house.swap("ort", "1.29.0", step -> {});

        assertThat(test.engineVersion("m")).isEqualTo("1.29.0");
        assertThat(test.bundles.calls).contains("keep 101");
        assertThatThrownBy(() -> test.house.takeAway("ort", "1.29.0", step -> {}))
                .hasMessage("engine ort 1.29.0 was not added beside another, and stays");
    }

    @Test
    void whatCannotBeAddedChangesNothing() {
        assertThatThrownBy(() -> test.house.addBeside("ort", "1.20.0", step -> {}))
                .hasMessage("engine ort 1.20.0 is running already");
        assertThatThrownBy(() -> test.house.addBeside("ort", "9.9.9", step -> {}))
                .hasMessageContaining("could not be installed: not found");
        assertThatThrownBy(() -> test.house.addBeside("orts", "1.29.0", step -> {}))
                .hasMessageContaining("did you mean 'ort'?");
        assertThatThrownBy(() -> test.house.takeAway("ort", "1.20.0", step -> {}))
                .hasMessageContaining("was not added beside another, and stays");

        assertThat(test.house.swap("ort", "1.29.0", step -> {})).isNotEmpty();
    }
}
