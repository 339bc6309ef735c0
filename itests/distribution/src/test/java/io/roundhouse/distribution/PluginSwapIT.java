package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transformers, routers and monitors are exchanged in place while clients ask. */
class PluginSwapIT {
    private static Server server;

    @BeforeAll
    static void start(@TempDir Path work) {
        server = Server.start(Server.HOME.resolve("models"), work);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aTransformerBundleIsUpdatedWhileTheSessionStaysLoaded() {
        String liveSince = liveSince("minilm");
        try (Clients clients = Clients.start(
                2,
                server,
                "/v2/models/minilm/infer",
                Requests.minilm("hello world"),
                body -> body.contains("[1,384]") && body.contains("\"steps\":\"tokenizer "))) {
            server.await("answers", () -> clients.answered() > 50);

            server.shell("bundle:update io.roundhouse.text");
            int then = clients.answered();
            server.await("more answers", () -> clients.answered() > then + 50);

            assertThat(clients.stop()).isEmpty();
        }
        assertThat(liveSince("minilm")).isEqualTo(liveSince);
    }

    @Test
    void aRouterBundleIsUpdatedUnderLoad() {
        updateUnderLoad("io.roundhouse.weighted");
    }

    @Test
    void aMonitorBundleIsUpdatedUnderLoad() {
        updateUnderLoad("io.roundhouse.metrics");
        server.await("metrics", () -> server.get("/metrics").statusCode() == 200);
    }

    private static void updateUnderLoad(String bundle) {
        try (Clients clients = Clients.start(4, server, "/v2/models/credit/infer", Requests.credit(), body -> true)) {
            server.await("answers", () -> clients.answered() > 200);

            server.shell("bundle:update " + bundle);
            int then = clients.answered();
            server.await("more answers", () -> clients.answered() > then + 200);

            assertThat(clients.stop()).isEmpty();
        }
    }

    private static String liveSince(String model) {
        String text = server.shell("roundhouse:model --json " + model).replaceAll("\\s", "");
        int at = text.indexOf("\"livesince\",\"value\":\"");
        assertThat(at).as(text).isNotNegative();
        return text.substring(at, text.indexOf('}', at));
    }
}
