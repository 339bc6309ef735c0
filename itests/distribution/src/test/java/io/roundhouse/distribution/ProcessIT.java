package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process itself: how it starts, ends, and what it leaves behind. */
class ProcessIT {
    @Test
    void terminationDrainsAndEndsWithZero(@TempDir Path work) {
        try (Server server = Server.start(Server.HOME.resolve("models"), work);
                Clients clients = Clients.start(4, server, "/v2/models/mlp/infer", Requests.mlp(1), body -> true)) {
            server.await("answers", () -> clients.answered() > 100);

            int status = server.terminate();

            assertThat(status).isZero();
            assertThat(clients.stop()).doesNotContain("HTTP/1.1 500").doesNotContain("HTTP/1.1 404");
        }
    }

    @Test
    void noTelemetryFileAppearsInTheHomeFolder(@TempDir Path work) throws IOException {
        Path home = Files.createDirectories(work.resolve("home"));
        Map<String, String> environment = Map.of(
                "HOME", home.toString(),
                "XDG_CACHE_HOME", home.resolve("cache").toString(),
                "JAVA_OPTS", "-Duser.home=" + home);
        try (Server server = Server.start(Server.HOME.resolve("models"), work, environment)) {
            server.post("/v2/models/mlp/infer", Requests.mlp(1));
            server.post("/v2/models/minilm/infer", Requests.minilm("hello"));
            server.shell("roundhouse:swap onnxruntime 1.20.0");
        }

        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile).toList()).isEmpty();
        }
    }

    @Test
    void demoAnswersAndEndsWithZero(@TempDir Path work) throws Exception {
        Path launcher = Path.of(System.getProperty("roundhouse.sources")).resolve("roundhouse");
        Process demo = new ProcessBuilder(
                        launcher.toString(),
                        "demo",
                        "--once",
                        "--http-port",
                        Integer.toString(Server.freePort()),
                        "--data",
                        work.resolve("data").toString())
                .redirectErrorStream(true)
                .start();
        demo.getOutputStream().close();
        String text = new String(demo.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).as(text).isZero();
        assertThat(text).contains("alike", "probability");
    }
}
