package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model folders come, change and go under a running server. */
class ModelFolderIT {
    private static Server server;

    @BeforeAll
    static void start(@TempDir Path work) {
        Path models = work.resolve("models");
        Folders.copyDemo("credit", models);
        server = Server.start(models, work);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aFolderDroppedInIsServedAndLeavesWhenItIsRemoved() throws IOException {
        Path model = server.models().resolve("bare");
        Files.createDirectories(model.resolve("1"));
        Files.copy(mlpFile(), model.resolve("1/model.onnx"));
        server.await("live", () -> answers("bare"));

        Folders.delete(model);

        server.await(
                "gone",
                () -> server.post("/v2/models/bare/infer", Requests.mlp(1)).statusCode() == 404);
    }

    @Test
    void aCopyInProgressIsNeverLoaded() throws IOException {
        byte[] whole = Files.readAllBytes(mlpFile());
        Path file = Files.createDirectories(server.models().resolve("slow/1")).resolve("model.onnx");
        int step = whole.length / 20;
        for (int from = 0; from < whole.length; from += step) {
            Files.write(
                    file,
                    Arrays.copyOfRange(whole, from, Math.min(from + step, whole.length)),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            assertThat(server.get("/v2/models/slow/ready").statusCode()).isNotEqualTo(200);
        }

        server.await("live", () -> answers("slow"));
    }

    @Test
    void aBadEditChangesNothingAndIsReportedWithItsPlace() throws IOException {
        Path model = Folders.copyDemo("mlp", server.models());
        server.await("live", () -> answers("mlp"));

        Files.writeString(model.resolve("model.yaml"), "engine: onnxruntime\nbathcing: { rows_max: 8 }\n");

        server.await("reported", () -> server.shell("roundhouse:models").contains("model.yaml:2:1"));
        assertThat(server.shell("roundhouse:models --json")).contains("'bathcing'", "did you mean 'batching'?");
        assertThat(answers("mlp")).isTrue();
        Folders.delete(model);
    }

    @Test
    void aNewVersionThatCannotBeLoadedLeavesTheOldServing() throws IOException {
        Path model = Folders.copyDemo("mlp", server.models().resolve("../staging"));
        Files.move(model, server.models().resolve("steady"));
        server.await("live", () -> answers("steady"));

        Path broken = Files.createDirectories(server.models().resolve("steady/2"));
        Files.writeString(broken.resolve("model.onnx"), "this is no model");

        server.await("reported", () -> server.shell("roundhouse:models --json").contains("FAILED"));
        assertThat(answers("steady")).isTrue();
        Folders.delete(server.models().resolve("steady"));
    }

    @Test
    void servingDoesNotDependOnTheFilesStaying() throws IOException {
        Path model = Folders.copyDemo("mlp", server.models().resolve("../staging2"));
        Files.move(model, server.models().resolve("kept"));
        server.await("live", () -> answers("kept"));

        Files.write(server.models().resolve("kept/1/model.onnx"), new byte[0]);

        server.await("reported", () -> server.shell("roundhouse:models --json").contains("kept"));
        assertThat(answers("kept")).isTrue();
        Folders.delete(server.models().resolve("kept"));
    }

    @Test
    void anUnknownEngineOrTransformerIsNamedWithTheNearestKnown() throws IOException {
        Path model = Folders.copyDemo("mlp", server.models().resolve("../staging3"));
        Files.writeString(model.resolve("model.yaml"), "engine: onnxruntim\n");
        Files.move(model, server.models().resolve("lost"));

        server.await(
                "reported", () -> server.shell("roundhouse:models --json").contains("did you mean 'onnxruntime'?"));

        Folders.delete(server.models().resolve("lost"));
    }

    private static boolean answers(String model) {
        return server.post("/v2/models/" + model + "/infer", Requests.mlp(1)).statusCode() == 200;
    }

    private static Path mlpFile() {
        return Server.HOME.resolve("models/mlp/1/model.onnx");
    }
}
