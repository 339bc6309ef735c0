package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of the held-out loans, sent back: what the server says of its models is what is known of them. */
class FeedbackIT {
    private static final int ROWS = 6;
    private static final String FEEDBACK = "/v2/models/credit/feedback";

    private final CreditHoldout loans = new CreditHoldout();
    private final Path models;
    private final Path work;

    FeedbackIT(@TempDir Path folder) {
        models = folder.resolve("models");
        work = folder.resolve("work");
    }

    /** Version 1 is asked loan by loan, version 2 for {@value #ROWS} at once. */
    private void ask(Server server, int from, int to) {
        for (int row = from; row < to; row++) {
            ask(server, 1, "one-" + row, row, 1);
            if (row % ROWS == 0) {
                ask(server, 2, "six-" + row, row, ROWS);
            }
        }
    }

    private void ask(Server server, int version, String id, int row, int rows) {
        CreditHoldout.Request request = loans.request(id, row, rows);
        HttpResponse<String> response = server.send(server.request("/v2/models/credit/versions/" + version + "/infer")
                .header("Inference-Header-Content-Length", Integer.toString(request.headerLength()))
                .POST(request.body())
                .build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(Json.data(response.body())[0]).isCloseTo(loans.probability(row, version), within(1e-5));
    }

    private List<String> labels(int from, int to) {
        List<String> items = new ArrayList<>();
        for (int row = from; row < to; row++) {
            items.add("{\"id\":\"one-" + row + "\",\"label\":\"" + loans.label(row) + "\"}");
            if (row % ROWS == 0) {
                String six = IntStream.range(row, row + ROWS)
                        .mapToObj(each -> '"' + loans.label(each) + '"')
                        .collect(Collectors.joining(","));
                items.add("{\"id\":\"six-" + row + "\",\"label\":[" + six + "]}");
            }
        }
        return items;
    }

    private static String post(Server server, String path, List<String> items) {
        HttpResponse<String> response = server.post(path, "{\"feedback\":[" + String.join(",", items) + "]}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Test
    void whatTheServerSaysOfItsModelsIsTrueAcrossAKill() throws InterruptedException {
        Folders.copyDemo("credit", models);
        int half = loans.size() / 2 / ROWS * ROWS;
        List<String> first = labels(0, half);
        try (Server server = Server.start(models, work)) {
            ask(server, 0, half);
            assertThat(post(server, FEEDBACK, first)).contains("\"joined\":" + first.size() + ",\"unknown\":0");

            // the rest is answered, but of it only one label has come when the process is killed
            ask(server, half, loans.size());
            assertThat(server.post(FEEDBACK, labels(half, half + 1).get(0)).body())
                    .contains("\"joined\":1");
            server.process().destroyForcibly().waitFor();
        }
        try (Server server = Server.start(models, work)) {
            List<String> rest = labels(half, loans.size());
            assertThat(post(server, FEEDBACK, rest))
                    .contains("\"joined\":" + (rest.size() - 1) + ",\"unknown\":0,\"late\":0,\"duplicate\":1");
            assertThat(post(server, FEEDBACK, first)).contains("\"joined\":0", "\"duplicate\":" + first.size());
            assertThat(server.post(FEEDBACK, "{\"id\":\"nobody\",\"label\":\"bad\"}")
                            .body())
                    .contains("\"unknown\":1", "no request with the id 'nobody' was answered by this model");

            List<Map<String, String>> arms = Json.table(server.shell("roundhouse:feedback --json credit"));
            assertThat(arms).extracting(arm -> arm.get("version")).containsExactly("1", "2");
            tellsTheTruth(arms.get(0), 1);
            tellsTheTruth(arms.get(1), 2);
            assertThat(server.shell("roundhouse:feedback --counts credit")).contains("credit", "Duplicate");
            assertThat(server.get("/metrics").body())
                    .contains(
                            "roundhouse_feedback_auc{",
                            "roundhouse_feedback_total{kind=\"unknown\",model=\"credit\"} 1");
        }
    }

    private void tellsTheTruth(Map<String, String> arm, int version) {
        assertThat(arm).containsEntry("labelled", Integer.toString(loans.size()));
        assertThat(number(arm, "accuracy")).isCloseTo(loans.accuracy(version), within(5e-5));
        assertThat(number(arm, "brier")).isCloseTo(loans.brier(version), within(6e-5));
        assertThat(number(arm, "log_loss")).isCloseTo(loans.logLoss(version), within(6e-5));
        assertThat(number(arm, "auc_error")).isLessThan(0.005);
        assertThat(number(arm, "auc")).isCloseTo(loans.auc(version), within(2e-4));
    }

    private static double number(Map<String, String> arm, String column) {
        return Double.parseDouble(arm.getOrDefault(column, "NaN"));
    }

    @Test
    void whatMadeRoomIsLateAndRewardsAreTaken() throws IOException {
        Path mlp = Folders.copyDemo("mlp", models);
        Files.writeString(mlp.resolve("model.yaml"), "feedback: { predictions_max: 1000 }\n");
        try (Server server = Server.start(models, work)) {
            for (int i = 0; i < 1_200; i++) {
                String request = "{\"id\":\"r" + i + "\"," + Requests.mlp(i).substring(1);
                assertThat(server.post("/v2/models/mlp/infer", request).statusCode())
                        .isEqualTo(200);
            }

            String answer = post(
                    server,
                    "/v2/models/mlp/feedback",
                    List.of("{\"id\":\"r0\",\"reward\":1}", "{\"id\":\"r1199\",\"reward\":0.25}"));

            assertThat(answer)
                    .contains("\"joined\":1,\"unknown\":0,\"late\":1", "the prediction of 'r0' is kept no more");
            assertThat(Json.table(server.shell("roundhouse:feedback --json mlp")))
                    .singleElement()
                    .satisfies(arm ->
                            assertThat(arm).containsEntry("reward", "0.2500").containsEntry("rewards", "1"));
        }
    }

    @Test
    void aMistakeInTheSectionChangesNothingAndNamesItsPlace() throws IOException {
        Path mlp = Folders.copyDemo("mlp", models);
        Files.writeString(mlp.resolve("model.yaml"), "engine: onnxruntime\nfeedback: {}\n");
        try (Server server = Server.start(models, work)) {
            Files.writeString(mlp.resolve("model.yaml"), "engine: onnxruntime\nfeedback: { kep: 7d }\n");

            server.await("told", () -> server.shell("roundhouse:models")
                    .contains("mlp/model.yaml:2:13: 'kep' is not known"));

            assertThat(server.post("/v2/models/mlp/infer", Requests.mlp(1)).statusCode())
                    .isEqualTo(200);
            assertThat(server.post("/v2/models/mlp/feedback", "{\"id\":\"x\",\"reward\":1}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
