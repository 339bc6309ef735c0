package io.roundhouse.distribution;

import static io.roundhouse.distribution.Engines.NEW;
import static io.roundhouse.distribution.Engines.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Engines are exchanged, updated, removed and brought back while clients ask. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class EngineSwapIT {
    private static Server server;
    private static Engines engines;
    private static double[] expected;

    @BeforeAll
    static void start(@TempDir Path work) {
        Path models = work.resolve("models");
        Folders.copyDemo("mlp", models);
        Folders.copyDemo("credit", models);
        server = Server.start(models, work);
        engines = new Engines(server);
        expected =
                Json.data(server.post("/v2/models/mlp/infer", Requests.mlp(7)).body());
        assertThat(expected).hasSize(8);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Where every test begins, so that one that failed midway is no failure of the next. */
    @BeforeEach
    void onlyTheNewest() {
        List.of("newest", "oldest").stream()
                .map(name -> server.models().resolve(name))
                .filter(Files::exists)
                .forEach(Folders::delete);
        engines.onlyHave(NEW);
        server.await("mlp live", () -> isLive("mlp"));
    }

    @Test
    void hotSwapUnderLoadLosesNothing() {
        try (Clients clients =
                Clients.start(8, server, "/v2/models/mlp/infer", Requests.mlp(7), EngineSwapIT::isRight)) {
            awaitAnswers(clients, 1_000);

            String down = engines.swap(OLD);
            awaitAnswers(clients, 1_000);
            String up = engines.swap(NEW);
            awaitAnswers(clients, 1_000);
            String downAgain = engines.swap(OLD);
            awaitAnswers(clients, 1_000);
            String upAgain = engines.swap(NEW);
            awaitAnswers(clients, 1_000);

            assertThat(clients.stop()).isEmpty();
            assertThat(List.of(down, up, downAgain, upAgain)).allSatisfy(text -> assertThat(text)
                    .contains("resolve", "start", "load", "warm", "publish", "drain", "close", "uninstall")
                    .contains("class loader collected, no mapping left"));
            assertThat(server.mappings("libonnxruntime")).isNotEmpty().noneMatch(line -> line.endsWith(" (deleted)"));
        }
    }

    @Test
    void nativeCodeOfTheRemovedRevisionLeavesTheProcess() {
        List<String> before = libraries();
        assertThat(before).isNotEmpty();

        String steps = engines.swap(OLD);

        assertThat(steps).contains("class loader collected, no mapping left");
        assertThat(libraries()).isNotEmpty().doesNotContainAnyElementsOf(before);
        assertThat(before)
                .allSatisfy(library -> assertThat(server.mappings(library)).isEmpty());
        assertThat(engines.running()).containsOnlyKeys(OLD);
    }

    /** The files of the engine that runs now, as the kernel has them mapped. */
    private static List<String> libraries() {
        return server.mappings("libonnxruntime").stream()
                .filter(line -> !line.endsWith(" (deleted)"))
                .map(line -> line.substring(line.indexOf('/')))
                .distinct()
                .toList();
    }

    @Test
    void twoVersionsSideBySideAnswerTheSameRequestAlike() throws IOException {
        engines.install(OLD);
        copyOnto("[1.29,2)", "newest");
        copyOnto("[1.20,1.21)", "oldest");
        server.await("live on both", () -> isLive("newest") && isLive("oldest"));
        assertThat(server.shell("roundhouse:models")).contains("onnxruntime " + OLD, "onnxruntime " + NEW);

        double[] byNewest = Json.data(
                server.post("/v2/models/newest/infer", Requests.mlp(7)).body());
        double[] byOldest = Json.data(
                server.post("/v2/models/oldest/infer", Requests.mlp(7)).body());

        assertThat(byNewest).hasSize(8).containsExactly(byOldest, within(1e-6));
    }

    private static void copyOnto(String range, String name) throws IOException {
        Path folder = Folders.copyDemo("mlp", server.models().resolve("../staging-" + name));
        Files.writeString(folder.resolve("model.yaml"), "engine: \"onnxruntime " + range + "\"\n");
        Files.move(folder, server.models().resolve(name));
    }

    private static boolean isLive(String model) {
        return server.post("/v2/models/" + model + "/infer", Requests.mlp(7)).statusCode() == 200;
    }

    @Test
    void updateInPlaceLetsRequestsWaitAndLosesNone() {
        try (Clients clients =
                Clients.start(4, server, "/v2/models/mlp/infer", Requests.mlp(7), EngineSwapIT::isRight)) {
            awaitAnswers(clients, 500);

            server.shell("bundle:update " + engines.bundle(NEW));
            awaitAnswers(clients, 500);

            assertThat(clients.stop()).isEmpty();
        }
    }

    @Test
    void engineRemovedAndBroughtBackWhileClientsWait() throws Exception {
        engines.uninstall(NEW);
        assertThat(server.shell("roundhouse:engines")).doesNotContain("onnxruntime");
        HttpResponse<String> impatient = server.send(server.request("/v2/models/mlp/infer")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        Requests.mlp(7).replaceFirst("\\{", "{\"parameters\":{\"timeout\":200000},")))
                .build());
        CompletableFuture<HttpResponse<String>> patient =
                CompletableFuture.supplyAsync(() -> server.post("/v2/models/mlp/infer", Requests.mlp(7)));

        engines.install(NEW);

        assertThat(impatient.statusCode()).isEqualTo(503);
        assertThat(impatient.body()).contains("onnxruntime").contains("PLUGIN_MISSING");
        HttpResponse<String> answer = patient.get(30, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Json.data(answer.body())).containsExactly(expected, within(1e-6));
    }

    @Test
    void swapToAVersionThatIsNotThereLeavesTheOldServing() {
        Server.Shell outcome = server.tryShell("roundhouse:swap onnxruntime 9.9.9");

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.text()).contains("9.9.9");
        assertThat(server.post("/v2/models/mlp/infer", Requests.mlp(7)).statusCode())
                .isEqualTo(200);
        assertThat(engines.running()).containsOnlyKeys(NEW);
    }

    private static boolean isRight(String body) {
        double[] data = Json.data(body);
        if (data.length != expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (Math.abs(data[i] - expected[i]) > 1e-5) {
                return false;
            }
        }
        return true;
    }

    private static void awaitAnswers(Clients clients, int more) {
        int goal = clients.answered() + more;
        server.await(more + " more answers", () -> clients.answered() >= goal);
    }
}
