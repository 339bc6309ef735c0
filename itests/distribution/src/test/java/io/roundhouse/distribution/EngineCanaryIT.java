package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another release of ONNX Runtime watches the one in force, on real models, and goes or takes over. */
class EngineCanaryIT {
    private static final String NEWEST = Engines.NEW;
    private static final String OLD = Engines.OLD;

    private final Path models;
    private final Path work;

    EngineCanaryIT(@TempDir Path folder) {
        models = folder.resolve("models");
        work = folder.resolve("work");
    }

    private static String canary(Server server) {
        return server.shell("roundhouse:canary --json");
    }

    private static void ask(Server server, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(server.post("/v2/models/credit/infer", Requests.credit()).statusCode())
                    .isEqualTo(200);
            assertThat(server.post("/v2/models/mlp/infer", Requests.mlp(i)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void watchesIsComparedThenGoesOrTakesOver() throws Exception {
        Folders.copyDemo("credit", models);
        Folders.copyDemo("mlp", models);
        try (Server server = Server.start(models, work)) {
            // beside: no model moves, and it watches
            assertThat(server.shell("roundhouse:canary --shadow 100 onnxruntime " + OLD))
                    .contains("resolve", "start", OLD, NEWEST);
            assertThat(server.tryShell("roundhouse:canary onnxruntime " + OLD).text())
                    .contains("is a canary already; one at a time");
            assertThat(server.tryShell("roundhouse:swap onnxruntime 1.0.0").text())
                    .contains("is beside as a canary; promote it or take it away first");
            server.await("running", () -> server.shell("roundhouse:rollout status mlp")
                    .contains("RUNNING"));
            ask(server, 100);
            server.await("compared", () -> server.shell("roundhouse:compare").contains(OLD));
            assertThat(server.post("/v2/models/mlp/infer", Requests.mlp(1)).body())
                    .contains("\"engine_version\":\"" + NEWEST + "\"");

            // taken away, with its code
            assertThat(server.shell("roundhouse:canary abort"))
                    .contains("class loader collected, no mapping left", "The canary is gone.");
            assertThat(canary(server)).doesNotContain(OLD);
            assertThat(server.shell("roundhouse:engines")).doesNotContain(OLD);

            // again, and it goes on after a kill
            server.shell("roundhouse:canary --shadow 100 --models mlp onnxruntime " + OLD);
            server.await("running", () -> server.shell("roundhouse:rollout status mlp")
                    .contains("RUNNING"));
            server.process().destroyForcibly().waitFor();
        }
        try (Server server = Server.start(models, work)) {
            assertThat(server.post("/v2/models/mlp/infer", Requests.mlp(1)).body())
                    .contains("\"engine_version\":\"" + NEWEST + "\"");
            server.await("back", () -> server.shell("roundhouse:engines").contains(OLD));
            assertThat(canary(server)).contains(OLD);

            // takes over
            assertThat(server.shell("roundhouse:canary promote")).contains("is the engine in force now");
            assertThat(server.post("/v2/models/credit/infer", Requests.credit()).body())
                    .contains("\"engine_version\":\"" + OLD + "\"", "\"arm\":\"");
            assertThat(server.shell("roundhouse:engines")).doesNotContain(NEWEST);
        }
    }
}
