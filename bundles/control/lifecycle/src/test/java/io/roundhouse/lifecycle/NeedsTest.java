package io.roundhouse.lifecycle;

import static io.roundhouse.lifecycle.TestHouse.plugin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.PluginControl.Need;
import io.roundhouse.spi.engine.Engine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NeedsTest {
    private static final Plugin CUDA = new Plugin("ort", "", Settings.of(Map.of("require", "cuda")));
    private static final Plugin RATHER_CUDA = new Plugin("ort", "", Settings.of(Map.of("prefer", "cuda")));

    private final TestHouse house = new TestHouse();

    @AfterEach
    void stop() {
        house.house.stop();
    }

    @Test
    void tellsWhichBundleMeetsANeed() {
        engine("1.29.0", 7, "cpu");

        assertThat(needs(new Plugin("ort", "[1.29,2)", Settings.empty())))
                .containsExactly(new Need("engine", "ort [1.29,2)", true, "bundle 7, bundle.ort 1.29.0"));
    }

    @Test
    void tellsWhatIsThereInsteadAndWhereToFindAnother() {
        engine("1.20.0", 7, "cpu");

        assertThat(needs(new Plugin("ort", "[1.29,2)", Settings.empty())))
                .containsExactly(new Need(
                        "engine",
                        "ort [1.29,2)",
                        false,
                        "engine 'ort' is installed in version 1.20.0, but the model asks for [1.29,2); install"
                                + " mvn:io.roundhouse.engines/ort/{version} with a version of [1.29,2)"));
    }

    @Test
    void tellsOfABundleThatIsInstalledAndNotStarted() {
        house.bundles.brought =
                List.of(new EngineBundles.Brought("ort", "1.29.0", List.of("cpu"), "bundle.ort 1.29.0", 8, false));

        assertThat(needs(plugin("ort")).get(0).detail())
                .endsWith("; bundle 8, bundle.ort 1.29.0, brings it and is not started");
    }

    @Test
    void tellsThatADeviceIsRequiredAndWhoWouldHaveIt() {
        engine("1.29.0", 7, "cpu");

        assertThat(needs(CUDA))
                .extracting(Need::kind, Need::wanted, Need::met)
                .containsExactly(tuple("engine", "ort", false), tuple("device", "cuda required", false));
        assertThat(needs(CUDA).get(0).detail())
                .startsWith("engine 'ort' is required with cuda, but 1.29.0 has cpu; install");
        assertThat(needs(CUDA).get(1).detail())
                .isEqualTo("no engine; install a bundle of engine ort whose capability names cuda");

        house.bundles.brought = List.of(
                new EngineBundles.Brought("ort", "1.29.0", List.of("cpu", "cuda"), "bundle.gpu 1.29.0", 9, false));

        assertThat(needs(CUDA).get(1).detail())
                .isEqualTo("no engine; bundle 9, bundle.gpu 1.29.0, has it and is not started");
    }

    @Test
    void tellsThatAModelRunsWithoutWhatItPrefers() {
        engine("1.29.0", 7, "cpu");

        List<Need> needs = needs(RATHER_CUDA);

        assertThat(needs.get(0).met()).isTrue();
        assertThat(needs.get(1).wanted()).isEqualTo("cuda preferred");
        assertThat(needs.get(1).detail()).startsWith("the engine has cpu; ").endsWith("; the model runs without");
    }

    @Test
    void takesTheBuildThatHasTheDevice() {
        Provider<Engine> processor = engine("1.29.0", 7, "cpu");
        Provider<Engine> card = engine("1.29.0", 8, "cpu", "cuda");
        Provider<Engine> silent = engine("1.20.0", 9);
        Providers<Engine> all = new Providers<>("engine");
        List.of(processor, card, silent).forEach(all::add);

        assertThat(all.best(plugin("ort"))).containsSame(processor);
        assertThat(all.best(CUDA)).containsSame(card);
        assertThat(all.best(RATHER_CUDA)).containsSame(card);
        all.remove(card);
        assertThat(all.best(CUDA)).containsSame(silent); // who says nothing may have it, and refuses if not
        assertThat(all.best(RATHER_CUDA)).containsSame(processor);
    }

    @Test
    void waitsForABuildWithTheDeviceAndTakesIt() {
        engine("1.29.0", 7, "cpu");
        house.apply(TestHouse.model("m", CUDA, List.of(), "1"));

        assertThat(house.status("m", "1").orElseThrow().state()).isEqualTo(ModelState.WAITING);
        assertThat(house.status("m", "1").orElseThrow().reason())
                .isEqualTo("engine 'ort' is required with cuda, but 1.29.0 has cpu");

        engine("1.29.0", 8, "cpu", "cuda");

        house.awaitLive("m", "1");
    }

    @Test
    void tellsOfStepsModelsMonitorsAndSections() {
        engine("1.29.0", 7, "cpu");
        house.bundles.monitors = Map.of("drift", "io.roundhouse.drift 0.1.0");
        Plugin other = new Plugin("model", "", Settings.of(Map.of("name", "det")));
        ModelDefinition plain = TestHouse.model("m", plugin("ort"), List.of(plugin("clip"), other), "1");
        Settings monitors = Settings.builder("m.yaml")
                .put("drift", Settings.empty())
                .put("quality", Settings.empty())
                .build();

        List<Need> needs = house.house.needs(new ModelDefinition(
                plain.name(),
                plain.versions(),
                plain.engine(),
                plain.batching(),
                plain.chain(),
                plain.router(),
                plain.arms(),
                Map.of("monitors", monitors)));

        assertThat(needs)
                .contains(
                        new Need("step", "clip", false, "transformer 'clip' is not installed; there is none"),
                        new Need("step", "model det", false, "that model is not live"),
                        new Need("monitor", "drift", true, "io.roundhouse.drift 0.1.0"),
                        new Need(
                                "monitor", "quality", false, "no monitor of that name is installed, there are [drift]"),
                        new Need("section", "monitors", false, "no room is there for it"));
    }

    @Test
    void readsDevicesHoweverTheyAreWritten() {
        Settings section =
                Settings.builder("m.yaml").put("cuda", Settings.empty()).build();

        assertThat(Devices.of(Settings.of(Map.of("require", "cuda"))).required())
                .containsExactly("cuda");
        assertThat(devices(Settings.builder("m.yaml").put("prefer", section))).containsExactly("cuda");
        assertThat(devices(Settings.builder("m.yaml").putTexts("prefer", List.of("a", "b"), "m.yaml")))
                .containsExactly("a", "b");
        assertThat(devices(Settings.builder("m.yaml").putSections("prefer", List.of(section), "m.yaml")))
                .containsExactly("cuda");
    }

    private static List<String> devices(Settings.Builder engine) {
        return Devices.of(engine.build()).preferred();
    }

    private List<Need> needs(Plugin engine) {
        return house.house.needs(TestHouse.model("m", engine, List.of(), "1"));
    }

    private Provider<Engine> engine(String version, long bundle, String... devices) {
        FakeEngine engine = new FakeEngine();
        Provider<Engine> provider = new Provider<>(
                "engine", "ort", version, "bundle.ort " + version, bundle, List.of(devices), () -> engine, () -> {});
        house.house.engineArrived(provider);
        return provider;
    }
}
