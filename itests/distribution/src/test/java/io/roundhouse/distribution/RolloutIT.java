package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * New versions of the credit model beside the live one, with the labels of the held-out loans: the one with the unit bug is
 * rolled back, the one that is as good is promoted, though the process is killed on the way.
 */
class RolloutIT {
    private static final String MODEL = """
            feedback: { output: probability_bad, classes: [good, bad], positive: bad }
            rollout:
              steps: [ { shadow: 100, for: 1s } ]
              guards: [ { metric: accuracy, margin: 0.02, requests_min: 100 } ]
            """;
    private static final int LABELS = 16; // sent at once, as many as may wait for a shadow when the machine is busy

    private static final Pattern WAITS = Pattern.compile("\"waiting\":[1-9]");

    private final CreditHoldout loans = new CreditHoldout();
    private final Path models;
    private final Path work;
    private int asked;

    RolloutIT(@TempDir Path folder) {
        models = folder.resolve("models");
        work = folder.resolve("work");
    }

    /** Version 1 alone. */
    private Path credit() throws IOException {
        Path credit = Files.createDirectories(models.resolve("credit"));
        Files.writeString(credit.resolve("model.yaml"), MODEL);
        add(credit, "1", Server.HOME.resolve("models/credit/1/model.onnx"));
        return credit;
    }

    private static void add(Path credit, String version, Path file) throws IOException {
        Files.copy(file, Files.createDirectories(credit.resolve(version)).resolve("model.onnx"));
    }

    private static void addUnitBug(Path credit, String version) throws IOException {
        try (InputStream in = Objects.requireNonNull(RolloutIT.class.getResourceAsStream("/credit_unit_bug.onnx"))) {
            Files.copy(
                    in,
                    Files.createDirectories(credit.resolve(version)).resolve("model.onnx"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Asks about the next loans, one by one, then sends back what became of them. A shadow has what the machine has idle,
     * and the judge needs what it saw, so it is waited for.
     */
    private void askAndLabel(Server server) {
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < LABELS; i++) {
            int row = asked % loans.size();
            String id = "loan-" + asked++;
            CreditHoldout.Request request = loans.request(id, row, 1);
            HttpResponse<String> response = server.send(server.request("/v2/models/credit/infer")
                    .header("Inference-Header-Content-Length", Integer.toString(request.headerLength()))
                    .POST(request.body())
                    .build());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            labels.append(labels.isEmpty() ? "" : ",")
                    .append("{\"id\":\"" + id + "\",\"label\":\"" + loans.label(row) + "\"}");
        }
        server.await("watched", () -> !WAITS.matcher(
                        server.get("/admin/v1/shadows/credit").body())
                .find());
        HttpResponse<String> receipt = server.post("/v2/models/credit/feedback", "{\"feedback\":[" + labels + "]}");
        assertThat(receipt.body()).contains("\"joined\":" + LABELS);
    }

    private static String rollout(Server server) {
        return server.get("/admin/v1/rollouts/credit").body();
    }

    private static void awaitState(Server server, String state) {
        server.await(state, () -> rollout(server).contains("\"state\":\"" + state + "\""));
    }

    /** Asks until no rollout goes on; answers with how many requests it took. */
    private int askUntilItEnds(Server server, int most) {
        int before = asked;
        while (!rollout(server).contains("\"state\":\"IDLE\"")) {
            assertThat(asked - before).as(rollout(server)).isLessThan(most);
            askAndLabel(server);
        }
        return asked - before;
    }

    private static void assertServes(Server server, String version) {
        assertThat(server.post("/v2/models/credit/infer", Requests.credit()).body())
                .contains("\"model_version\":\"" + version + "\"", "\"arm\":\"stable\"");
    }

    @Test
    void rollsBackTheUnitBugAndPromotesTheEqualAcrossAKill() throws Exception {
        Path credit = credit();
        try (Server server = Server.start(models, work)) {
            assertServes(server, "1");

            addUnitBug(credit, "2");
            awaitState(server, "RUNNING");
            int needed = askUntilItEnds(server, 1_500);

            System.out.println("the unit bug was rolled back after " + needed + " requests");
            assertThat(rollout(server))
                    .contains("\"outcome\":\"ROLLED_BACK\"", "\"by\":\"judge\"", "accuracy is beyond the margin");
            assertServes(server, "1");

            add(credit, "3", Server.HOME.resolve("models/credit/2/model.onnx"));
            awaitState(server, "RUNNING");
            for (int i = 0; i < 50; i++) {
                askAndLabel(server);
            }
            assertThat(server.shell("roundhouse:rollout status credit")).contains("version 3", "accuracy");
            server.process().destroyForcibly().waitFor();
        }
        try (Server server = Server.start(models, work)) {
            assertThat(rollout(server)).contains("\"state\":\"RUNNING\"", "\"canary\":\"version 3\"");
            assertServes(server, "1");

            int needed = askUntilItEnds(server, 6_000);

            System.out.println("the equal was promoted after 800 and " + needed + " requests");
            assertThat(server.shell("roundhouse:rollout history credit"))
                    .contains("version 3 beside 1 PROMOTED by judge", "version 2 beside 1 ROLLED_BACK by judge");
            server.await("served", () -> server.post("/v2/models/credit/infer", Requests.credit())
                    .body()
                    .contains("\"model_version\":\"3\""));
        }
    }

    @Test
    void aPersonSteersAndMistakesChangeNothing() throws Exception {
        Path credit = credit();
        Files.writeString(
                credit.resolve("model.yaml"), "rollout: { start: manual, steps: [ { weight: 50, for: 1h } ] }\n");
        add(credit, "2", Server.HOME.resolve("models/credit/2/model.onnx"));
        try (Server server = Server.start(models, work)) {
            assertServes(server, "2");
            assertThat(server.act("/admin/v1/rollouts/credit/start", "{\"version\":\"7\"}")
                            .body())
                    .contains("no version '7', there are [1, 2]");

            assertThat(server.act("/admin/v1/rollouts/credit/start", "{\"version\":\"1\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.act("/admin/v1/rollouts/credit/start", "{}").body())
                    .contains("is on its way already; one at a time");
            awaitState(server, "RUNNING");
            server.await("shared", () -> server.post("/v2/models/credit/infer", Requests.credit())
                    .body()
                    .contains("\"arm\":\"canary\""));
            assertThat(server.shell("roundhouse:rollout pause credit")).contains("PAUSED");
            Files.writeString(credit.resolve("model.yaml"), "rollout: { steps: [ { weight: 50, for: 0s } ] }\n");
            server.await("told", () -> server.shell("roundhouse:models").contains("'for' must be above 0, was '0s'"));
            assertThat(server.shell("roundhouse:rollout abort credit")).contains("served by 2");
            server.await("alone", () -> !server.post("/v2/models/credit/infer", Requests.credit())
                    .body()
                    .contains("\"arm\":\"canary\""));
        }
    }
}
