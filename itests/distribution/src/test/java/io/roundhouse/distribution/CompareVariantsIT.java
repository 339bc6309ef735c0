package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code roundhouse:compare --variants}: trees with more threads than a machine has, and a regression with one. */
class CompareVariantsIT {
    private static final String COMPARE = "roundhouse:compare --version 1 --tolerance flips=1,cosine=-1 ";
    private static final String VARIANTS =
            "--variants slow=trees.onnx+threads:16+inter_threads:16,quick=model.onnx credit";

    @Test
    void recommendsWhatIsFasterAndWritesItWhenAsked(@TempDir Path work) throws IOException {
        Path models = Files.createDirectories(work.resolve("models"));
        Path credit = Folders.copyDemo("credit", models);
        Files.copy(credit.resolve("2/model.onnx"), credit.resolve("1/trees.onnx"));
        Path yaml = credit.resolve("model.yaml");
        String before = Files.readString(yaml);
        try (Server server = Server.start(models, work.resolve("server"))) {
            Server.Shell mistake = server.tryShell(COMPARE + "--variants model.onnx,tree.onnx credit");
            String json = server.shell(COMPARE + "--json " + VARIANTS);
            String unwritten = Files.readString(yaml);
            String table = server.shell(COMPARE + "--write " + VARIANTS);

            assertThat(mistake.status()).isNotZero();
            assertThat(mistake.text()).contains("has no file 'tree.onnx'; did you mean 'trees.onnx'?");
            assertThat(json).contains("\"variant\" : \"slow\"", "\"rows_s\"", "\"alone_cosine\"");
            assertThat(unwritten).isEqualTo(before);
            assertThat(table)
                    .contains("credit:1, 256 rows made up, seed 1", "'quick' is the fastest within the tolerance")
                    .contains("+   file: model.onnx");
            assertThat(Files.readString(yaml))
                    .isEqualTo(before.replace(
                            "engine: onnxruntime\n", "engine:\n  name: onnxruntime\n  file: model.onnx\n"));
            server.await(
                    "live as written",
                    () -> server.shell("roundhouse:models")
                                    .lines()
                                    .filter(line -> line.startsWith("credit") && line.contains("LIVE"))
                                    .count()
                            == 2);
        }
    }
}
