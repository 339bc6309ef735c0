package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleMetersTest {
    private static final Map<String, String> STABLE = Map.of("model", "m", "version", "1", "arm", "stable");

    private final TestHouse test = new TestHouse();
    private final FakeEngine engine = new FakeEngine();

    @AfterEach
    void stop() {
        test.house.stop();
    }

    private List<Meter> meters(String name) {
        return test.house.meters().meters().stream()
                .filter(meter -> meter.name().equals(name))
                .toList();
    }

    private double inflight() {
        return meters("roundhouse.model.inflight").stream()
                .filter(meter -> meter.labels().equals(STABLE))
                .mapToDouble(Meter::value)
                .sum();
    }

    @Test
    void countsRequestsThatHoldAnArm() {
        test.engine("1.29.0", engine);
        test.apply(TestHouse.model("m", "1"));
        assertThat(inflight()).isZero();

        ModelLease first = test.lease("m");
        ModelLease second = test.lease("m");
        assertThat(inflight()).isEqualTo(2);
        first.close();
        second.close();
        second.close();

        assertThat(inflight()).isZero();
    }

    @Test
    void countsThoseThatStillHoldWhatWasReplaced() {
        test.engine("1.29.0", engine);
        test.apply(TestHouse.model("m", "1"));
        ModelLease before = test.lease("m");

        test.house.models().apply(TestHouse.model("m", "1", "2"));
        test.awaitLive("m", "2");

        TestHouse.await(() -> meters("roundhouse.model.inflight").stream()
                        .mapToDouble(Meter::value)
                        .sum()
                == 1); // within the moment between publishing the new and waiting for the old
        before.close();
    }

    @Test
    void tellsNothingOfLibrariesThatNobodyMapped() {
        test.bundles.folder = "/no/such/folder";
        test.engine("1.29.0", engine);

        assertThat(meters("roundhouse.engine.libraries.resident.bytes")).isEmpty();
    }

    @Test
    void tellsTheMapped() {
        test.bundles.folder = System.getProperty("java.home"); // whose libraries every process here maps
        test.engine("1.29.0", engine);

        assertThat(meters("roundhouse.engine.libraries.resident.bytes"))
                .singleElement()
                .satisfies(meter -> {
                    assertThat(meter.value()).isGreaterThan(100_000);
                    assertThat(meter.labels()).isEqualTo(Map.of("engine", "ort", "engine_version", "1.29.0"));
                });
    }

    @Test
    void tellsByWhatTheProcessGrewWhenAModelWasLoaded() {
        test.engine("1.29.0", engine);
        test.apply(TestHouse.model("m", "1"));

        assertThat(meters("roundhouse.model.load.grown.bytes")).singleElement().satisfies(meter -> {
            assertThat(meter.value()).isNotNegative();
            assertThat(meter.labels()).containsEntry("version", "1").containsEntry("engine_version", "1.29.0");
        });
    }
}
