package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay}: exchanges of a model, sent again through the launcher. */
class ReplayIT {
    private static final int COUNT = 20;

    /** As the monitor {@code capture} writes them. */
    private static String lines(Server server) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < COUNT; i++) {
            HttpResponse<String> response = server.post("/v2/models/mlp/infer", Requests.mlp(i));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            lines.append("{\"at\":\"2026-11-27T12:00:00Z\",\"id\":\"row-")
                    .append(i)
                    .append(
                            "\",\"model\":\"mlp\",\"outcome\":\"ANSWERED\",\"timing\":{\"total_ns\":1000000},\"request\":")
                    .append(Requests.mlp(i))
                    .append(",\"response\":")
                    .append(response.body())
                    .append("}\n");
        }
        return lines.toString();
    }

    @Test
    void sendsACaptureAgainAndFailsUnlessAllIsAnswered(@TempDir Path work) throws IOException, InterruptedException {
        Path models = Files.createDirectories(work.resolve("models"));
        Folders.copyDemo("mlp", models);
        try (Server server = Server.start(models, work.resolve("server"))) {
            server.await("mlp", () -> server.get("/v2/models/mlp/ready").statusCode() == 200);
            String file = Files.writeString(work.resolve("capture.jsonl"), lines(server))
                    .toString();
            Launcher launcher = new Launcher(server.data(), work);

            String same = launcher.run("replay", file);
            Process unknown = launcher.start("replay", "--model", "nobody:1", "--limit", "3", file);
            String refused = new String(unknown.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(same)
                    .contains("Sent 20 requests to http://127.0.0.1:", "20 answered")
                    .contains("Compared 20 answers: 20 equal, 0 with other outputs");
            assertThat(unknown.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(unknown.exitValue()).isNotZero();
            assertThat(refused).contains("Not answered: MODEL_NOT_FOUND 3.", "3 of 3 requests were not answered");
        }
    }
}
