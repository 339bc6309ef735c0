package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.EngineHosts;
import io.roundhouse.server.control.Isolation;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.spi.engine.Engine;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models that are loaded in processes of their own: by whom, and what becomes of them when that one goes. */
class IsolationTest {
    private final TestHouse test = new TestHouse();
    private final FakeEngine inside = new FakeEngine();
    private final FakeEngine apart = new FakeEngine();
    private final EngineHosts hosts = (engine, version, bundle) -> {
        assertThat(engine).isEqualTo("ort");
        assertThat(version).isEqualTo("1.29.0");
        return apart;
    };

    @AfterEach
    void nothingIsLeftOpen() {
        test.house.stop();
        assertThat(inside.open).hasValue(0);
        assertThat(apart.open).hasValue(0);
    }

    private static ModelDefinition model(Isolation isolation) {
        ModelDefinition plain = TestHouse.model("m", "1");
        return new ModelDefinition(
                plain.name(),
                plain.versions(),
                plain.engine(),
                plain.batching(),
                plain.chain(),
                plain.router(),
                plain.arms(),
                plain.labels(),
                plain.sections(),
                plain.fitted(),
                plain.skew(),
                isolation);
    }

    private Provider<EngineHosts> host() {
        Provider<EngineHosts> host = TestHouse.provider("engine host", "process", "1", 50, hosts);
        test.house.hostArrived(host);
        return host;
    }

    /** An engine whose models run apart unless they say otherwise. */
    private void engineApart() {
        Provider<Engine> provider =
                new Provider<>("engine", "ort", "1.29.0", "bundle.ort", 7, List.of(), true, () -> inside, () -> {});
        test.house.engineArrived(provider);
    }

    @Test
    void theModelSaysWhereItsEngineRuns() {
        host();
        test.engine("1.29.0", inside);
        test.apply(model(Isolation.PROCESS));
        assertThat(apart.open).hasValue(1);
        assertThat(test.engineVersion("m")).isEqualTo("1.29.0");

        test.apply(model(Isolation.NONE));

        assertThat(apart.open).hasValue(0);
        assertThat(inside.open).hasValue(1);
        assertThat(inside.loads).hasValue(1);
    }

    @Test
    void elseItsEngineDoes() {
        host();
        engineApart();

        test.apply(model(Isolation.BY_ENGINE));

        assertThat(apart.open).hasValue(1);
        assertThat(inside.loads).hasValue(0);
    }

    @Test
    void theModelHasTheLastWord() {
        host();
        engineApart();

        test.apply(model(Isolation.NONE));

        assertThat(inside.open).hasValue(1);
    }

    @Test
    void withoutAHostItWaitsForOneAndSaysSo() {
        test.engine("1.29.0", inside);
        test.apply(model(Isolation.PROCESS));
        ModelStatus waiting = test.status("m", "1").orElseThrow();
        assertThat(waiting.state()).isNotEqualTo(ModelState.LIVE);
        assertThat(waiting.reason())
                .contains("engine ort 1.29.0 is to run in a process of its own, but the engine host is not installed");

        host();

        test.awaitLive("m", "1");
        assertThat(apart.open).hasValue(1);
        assertThat(inside.loads).hasValue(0);
    }

    @Test
    void aHostThatLeavesTakesItsModelsAlong() {
        Provider<EngineHosts> first = host();
        test.engine("1.29.0", inside);
        test.apply(model(Isolation.PROCESS));

        test.house.hostLeaves(first);

        assertThat(apart.open).hasValue(0);
        assertThat(apart.usedAfterClose).hasValue(0);
        host();
        test.awaitLive("m", "1");
        assertThat(apart.open).hasValue(1);
    }

    @Test
    void itGoesWithItsEnginesBundleAsAnyOther() {
        host();
        Provider<Engine> engine = test.engine("1.29.0", inside);
        test.apply(model(Isolation.PROCESS));

        test.house.engineLeaves(engine);

        assertThat(apart.open).hasValue(0);
    }
}
