package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of a real model behind each router, over HTTP. */
class RoutersIT {
    private static final Pattern ARM = Pattern.compile("\"arm\":\"([^\"]+)\"");

    private static Path models;
    private static Server server;

    @BeforeAll
    static void start(@TempDir Path work) {
        models = work.resolve("models");
        serve("sticky", "sticky", ", weight: 50", "  key: { header: X-User }\n");
        serve("match", "match", "", """
              rules:
                - { header: X-Tester, is: "yes", arm: second }
                - { parameter: tier, like: "gold*", arm: second }
                - { priority_max: 1, arm: second }
            """);
        serve("cascade", "cascade", "", "  output: probability_bad\n  threshold: 0.85\n");
        serve("bandit", "bandit", "", "  floor: 10\n");
        server = Server.start(models, work);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Writes it beside its end first: the folder is there when its configuration is. */
    private static void serve(String model, String router, String arm, String settings) {
        Path copy = Folders.copyDemo("credit", models.resolveSibling("staging"));
        String yaml = "labels: { champion: 1 }\ntraffic:\n  router: " + router + "\n" + settings
                + "  arms:\n    first: { version: 1" + arm + " }\n    second: { version: 2" + arm + " }\n";
        try {
            Files.writeString(copy.resolve("model.yaml"), yaml);
            Files.createDirectories(models);
            Files.move(copy, models.resolve(model));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aUserStaysWithAnArmAndUsersAreSpread() {
        Map<String, String> arms = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            String user = "user-" + i % 20;
            String arm = arm(ask("sticky", "", "X-User", user));
            assertThat(arms.getOrDefault(user, arm)).isEqualTo(arm);
            arms.put(user, arm);
        }

        assertThat(arms.values()).contains("first", "second");
    }

    @Test
    void rulesSendTestersGoldCustomersAndTheUrgentToTheSecond() {
        assertThat(arm(ask("match", "", "X-Tester", "yes"))).isEqualTo("second");
        assertThat(arm(ask("match", "", "X-Tester", "no"))).isEqualTo("first");
        assertThat(arm(ask("match", "\"tier\":\"golden\""))).isEqualTo("second");
        assertThat(arm(ask("match", "\"priority\":1"))).isEqualTo("second");
        assertThat(arm(ask("match", "\"priority\":2"))).isEqualTo("first");
    }

    /** Version 1 gives this row 0.20, which is 0.80 sure; version 2 gives 0.08. */
    @Test
    void anAnswerThatIsNotSureEnoughIsAskedOfTheSecond() {
        HttpResponse<String> unsure = ask("cascade", "");

        assertThat(arm(unsure)).isEqualTo("second");
        assertThat(unsure.body()).contains("\"model_version\":\"2\"");
        assertThat(server.get("/metrics").body())
                .containsPattern("roundhouse_inference_escalation_requests_total\\{arm=\"first\",model=\"cascade\","
                        + "outcome=\"answered\",to=\"second\"} [1-9]");
    }

    @Test
    void aBanditThatKnowsNothingAsksBoth() {
        List<String> arms = IntStream.range(0, 60)
                .mapToObj(i -> arm(ask("bandit", "")))
                .distinct()
                .toList();

        assertThat(arms).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void aLabelAsksForAnArmOrAVersion() {
        String body = Requests.credit();

        assertThat(arm(server.post("/v2/models/match/labels/second/infer", body)))
                .isEqualTo("second");
        assertThat(arm(server.post("/v2/models/match/labels/champion/infer", body)))
                .isEqualTo("first");
        assertThat(arm(server.post("/v2/models/cascade/labels/first/infer", body)))
                .isEqualTo("first");
        assertThat(server.get("/v2/models/match/labels/champion/ready").statusCode())
                .isEqualTo(200);
        assertThat(server.get("/v2/models/match/labels/champion").body()).contains("\"versions\":[\"1\"]");
        HttpResponse<String> wrong = server.post("/v2/models/match/labels/champoin/infer", body);
        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(wrong.body()).contains("has no label 'champoin'; did you mean 'champion'?");
    }

    @Test
    void anAnswerTellsWhereItComesFrom() {
        String answer = ask("sticky", "").body();

        assertThat(answer)
                .containsPattern("\"parameters\":\\{\"model_version\":\"[12]\",\"arm\":\"(first|second)\","
                        + "\"engine\":\"onnxruntime\",\"engine_version\":\"1.29.0\",\"transformers\":\"none\","
                        + "\"config\":\"[0-9a-f]{12}\"}");
    }

    @Test
    void aMistakeInTrafficIsOneSentenceAndTheOldTrafficStays() throws IOException {
        Path yaml = models.resolve("bandit/model.yaml");
        String right = Files.readString(yaml);

        Files.writeString(yaml, right.replace("floor: 10", "floor: 60"));

        server.await(
                "told", () -> server.post("/v2/repository/index", "").body().contains("'floor' must be at most 50.0"));
        assertThat(ask("bandit", "").statusCode()).isEqualTo(200);
        Files.writeString(yaml, right);
    }

    private static HttpResponse<String> ask(String model, String parameters, String... headers) {
        String body = Requests.credit().replaceFirst("\\{", "{\"parameters\":{" + parameters + "},");
        var request = server.request("/v2/models/" + model + "/infer")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return server.send(request.build());
    }

    private static String arm(HttpResponse<String> answer) {
        Matcher arm = ARM.matcher(answer.body());
        assertThat(arm.find()).as(answer.body()).isTrue();
        return arm.group(1);
    }
}
