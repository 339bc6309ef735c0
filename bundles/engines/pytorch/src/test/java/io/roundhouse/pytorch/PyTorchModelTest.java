package io.roundhouse.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import io.roundhouse.testkit.FakeModelArtifact;
import io.roundhouse.testkit.TestRequests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchModelTest {
    private static final Settings IMAGE = Fashion.section("image", "FP32", "-1", "1", "28", "28");
    private static final Settings PROBABILITIES = Fashion.section("probabilities", "FP32", "-1", "10");

    private final PyTorchEngine engine = new PyTorchEngine(Path.of("target", "natives"), 2);
    private final Path folder;

    PyTorchModelTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** The net with another last line; the code of a TorchScript file is a text in it. */
    private ModelArtifact net(String returns, String type) throws IOException {
        Path original = Files.write(folder.resolve("original.pt"), Fashion.file());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile in = new ZipFile(original.toFile());
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] content = in.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith("/code/__torch__.py")) {
                    content = new String(content, StandardCharsets.UTF_8)
                            .replace("image: Tensor) -> Tensor:", "image: Tensor) -> " + type + ":")
                            .replace("return _7", "return " + returns)
                            .getBytes(StandardCharsets.UTF_8);
                }
                if (!entry.getName().endsWith(".debug_pkl")) { // places in the text as it was
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    out.write(content);
                }
            }
        }
        return FakeModelArtifact.in(folder)
                .file("model.pt", bytes.toByteArray())
                .artifact();
    }

    private static Settings settings(Settings... outputs) {
        return Settings.builder("engine")
                .putSections("inputs", List.of(IMAGE), "engine")
                .putSections("outputs", List.of(outputs), "engine")
                .build();
    }

    private static Tensors ask(LoadedModel model, Tensor pictures) {
        return model.infer(Tensors.of("image", pictures), TestRequests.later());
    }

    @Test
    void takesApartWhatHoldsSeveralTensors() throws IOException {
        Tensor pictures = Fashion.pictures(3);
        Settings same = Fashion.section("same", "FP32", "-1", "1", "28", "28");
        Tensor expected;
        try (LoadedModel model = engine.load(Fashion.in(folder), settings(PROBABILITIES))) {
            expected = ask(model, pictures).get("probabilities");
        }

        try (LoadedModel tuple =
                        engine.load(net("(_7, image)", "Tuple[Tensor, Tensor]"), settings(PROBABILITIES, same));
                LoadedModel list = engine.load(net("[_7, image]", "List[Tensor]"), settings(PROBABILITIES, same));
                LoadedModel named = engine.load(
                        net("{\"other\": _7, \"same\": image, \"probabilities\": _7}", "Dict[str, Tensor]"),
                        settings(PROBABILITIES, same))) {
            for (LoadedModel model : List.of(tuple, list, named)) {
                Tensors answer = ask(model, pictures);

                assertThat(answer.names()).containsExactly("probabilities", "same");
                assertThat(answer.get("probabilities").data()).isEqualTo(expected.data());
                assertThat(answer.get("same").data()).isEqualTo(pictures.data());
            }
        }
    }

    @Test
    void saysWhatTheModuleGaveWhenSomethingElseWasPromised() throws IOException {
        Tensor picture = Fashion.pictures(1);
        Settings eleven = Fashion.section("probabilities", "FP32", "-1", "11");
        Settings whole = Fashion.section("probabilities", "INT64", "-1", "10");
        Settings two = Fashion.section("two", "FP32", "-1", "10");
        assertFails(Fashion.in(folder), settings(eleven), picture, "gave FP32 [1,10] where model.yaml promises");
        assertFails(Fashion.in(folder), settings(whole), picture, "promises probabilities INT64 [-1,10]");
        assertFails(Fashion.in(folder), settings(PROBABILITIES, two), picture, "gave 1 tensors");
        assertFails(net("{\"a\": _7}", "Dict[str, Tensor]"), settings(PROBABILITIES), picture, "dictionary of [a]");
        assertFails(net("3", "int"), settings(PROBABILITIES), picture, "gave int, which holds no tensors");
    }

    private void assertFails(ModelArtifact artifact, Settings settings, Tensor picture, String why) {
        try (LoadedModel model = engine.load(artifact, settings)) {
            assertThatThrownBy(() -> ask(model, picture))
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE_FAILED))
                    .hasMessageContaining(why);
        }
    }

    @Test
    void saysWhatItExpectsWhenItGetsSomethingElse() {
        try (LoadedModel model = engine.load(Fashion.in(folder), settings(PROBABILITIES))) {
            Tensor wrong = Tensor.ofLongs(Shape.of(1, 1, 28, 28), new long[28 * 28]);

            assertThatThrownBy(() -> ask(model, wrong))
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                    .hasMessageContaining("expects image FP32 [-1,1,28,28], got {image INT64 [1,1,28,28]}");
        }
    }

    @Test
    void answersNoRowsWithNone() {
        try (LoadedModel model = engine.load(Fashion.in(folder), settings(PROBABILITIES))) {
            assertThat(ask(model, Fashion.pictures(0)).get("probabilities").shape())
                    .isEqualTo(Shape.of(0, 10));
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        byte[] file = Fashion.file();
        assertRefused(Arrays.copyOf(file, 300_000), "is no TorchScript file, or was cut off");
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(weights)) {
            out.putNextEntry(new ZipEntry("archive/data.pkl"));
        }
        assertRefused(weights.toByteArray(), "holds weights and no code; save the module with torch.jit.script");
        assertThatThrownBy(() -> engine.load(net("nothing", "Tensor"), settings(PROBABILITIES)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("could not be loaded")
                .hasMessageNotContaining(folder.toString());
    }

    private void assertRefused(byte[] file, String why) {
        assertThatThrownBy(() -> engine.load(
                        FakeModelArtifact.in(folder).file("model.pt", file).artifact(), settings(PROBABILITIES)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(why);
    }

    @Test
    void hasOneNumberOfThreadsAProcess() {
        Settings three = Settings.builder("engine")
                .putSections("inputs", List.of(IMAGE), "engine")
                .putSections("outputs", List.of(PROBABILITIES), "engine")
                .put("threads", "3", "engine")
                .build();
        try (LoadedModel first = engine.load(Fashion.in(folder), settings(PROBABILITIES))) {
            assertThat(first.instances()).isEqualTo(2);
            assertThatThrownBy(() -> engine.load(Fashion.in(folder), three))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("threads must be 1 as for the first PyTorch model in this process, was 3");
        }
    }
}
