package io.roundhouse.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelRepository;
import io.roundhouse.server.control.PluginControl;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PluginsCommandTest {
    @Test
    void tellsWhatAModelMisses() {
        assertThat(printed("fraud"))
                .contains("onnxruntime [1.29,2)", "met", "bundle 70")
                .containsPattern("cuda required\\W+MISSING\\W+install a bundle");
    }

    @Test
    void suggestsTheNearestFolder() {
        assertThatThrownBy(() -> printed("frued"))
                .hasMessage("there is no model folder 'frued'; did you mean 'fraud'? Known are [fraud]");
    }

    private static String printed(String model) {
        PluginsCommand command = new PluginsCommand();
        command.plugins = new Plugins();
        command.repository = new Folders();
        command.why = model;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        command.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static final class Plugins implements PluginControl {
        @Override
        public List<Plugin> plugins() {
            throw new AssertionError("nobody asked for all");
        }

        @Override
        public List<Need> needs(ModelDefinition definition) {
            assertThat(definition.name()).isEqualTo("fraud");
            return List.of(
                    new Need("engine", "onnxruntime [1.29,2)", true, "bundle 70"),
                    new Need("device", "cuda required", false, "install a bundle"));
        }

        @Override
        public List<Step> swap(String engine, String version, Consumer<Step> progress) {
            throw new AssertionError("only looks");
        }

        @Override
        public List<Step> addBeside(String engine, String version, Consumer<Step> progress) {
            throw new AssertionError("only looks");
        }

        @Override
        public List<Step> takeAway(String engine, String version, Consumer<Step> progress) {
            throw new AssertionError("only looks");
        }
    }

    private static final class Folders implements ModelRepository {
        @Override
        public Path directory() {
            return Path.of("models");
        }

        @Override
        public List<String> names() {
            return List.of("fraud");
        }

        @Override
        public ModelDefinition read(Path folder) {
            ModelDefinition.Plugin engine = new ModelDefinition.Plugin("onnxruntime", "", Settings.empty());
            return new ModelDefinition(
                    folder.getFileName().toString(),
                    List.of(new ModelArtifact(new ModelId("fraud", "1"), folder, "d")),
                    engine,
                    Settings.empty(),
                    Chain.NONE,
                    new ModelDefinition.Plugin("weighted", "", Settings.empty()),
                    List.of(new ModelDefinition.Arm("stable", "1", engine)),
                    Map.of());
        }

        @Override
        public void load(String name) {
            throw new AssertionError("only looks");
        }

        @Override
        public void unload(String name) {
            throw new AssertionError("only looks");
        }

        @Override
        public void write(Path versionFolder, Fitted fitted) {
            throw new AssertionError("only looks");
        }
    }
}
