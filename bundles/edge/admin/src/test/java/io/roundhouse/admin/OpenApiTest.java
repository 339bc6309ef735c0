package io.roundhouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.admin.OpenApi.Operation;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.server.control.Alerts;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.control.Verdict;
import io.roundhouse.server.flow.Monitoring;
import io.roundhouse.server.flow.Shadowing.LeftOut;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description is held against the servlet, word by word. */
class OpenApiTest {
    private static final String ROLLOUTS = "/admin/v1/rollouts";
    private static final String CANARY = "/admin/v1/canary";
    private static final String TRENDS = "/admin/v1/trends";
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static LiveAdmin live;
    private static String viewer;
    private static String served;
    private static OpenApi api;

    @BeforeAll
    static void start() throws Exception {
        live = new LiveAdmin();
        viewer = live.token("grafana", Role.VIEWER);
        served = live.get("/admin/openapi.json").body();
        api = new OpenApi(served);
    }

    @AfterAll
    static void stop() throws Exception {
        live.stop();
    }

    @Test
    void namesEveryPathOfTheServletAndNoOther() {
        Set<String> expected = Stream.of("rollouts", "comparisons", "shadows", "feedback", "models", "monitors")
                .flatMap(word -> Stream.of("GET /admin/v1/" + word, "GET /admin/v1/" + word + "/{model}"))
                .collect(Collectors.toSet());
        RolloutsResource.ACTIONS.forEach(action -> expected.add("POST " + ROLLOUTS + "/{model}/" + action));
        CanaryResource.ACTIONS.forEach(action -> expected.add("POST " + CANARY + "/" + action));
        Stream.of("plugins", "alerts", "live", "me").forEach(word -> expected.add("GET /admin/v1/" + word));
        AlertsResource.ACTIONS.forEach(action -> expected.add("POST /admin/v1/alerts/" + action));
        MonitorsResource.ACTIONS.forEach(action -> expected.add("POST /admin/v1/monitors/{model}/" + action));
        expected.add("POST /admin/v1/plugins/{engine}/swap");
        expected.addAll(List.of("GET " + CANARY, "GET /admin/openapi.json"));
        expected.addAll(List.of("GET " + TRENDS, "GET " + TRENDS + "/points", "GET " + TRENDS + "/reports/{month}"));

        assertThat(api.operations()).extracting(Operation::toString).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(api.document.get("openapi")).isEqualTo("3.1.0");
    }

    @Test
    void everyOperationAnswersEachStatusThatItNamesAsItSays() throws Exception {
        int probed = 0;
        for (Operation operation : api.operations()) {
            assertThat(operation.statuses()).as("%s", operation).contains("200");
            for (String status : operation.statuses()) {
                HttpResponse<String> response = provoke(operation, status);

                assertThat(response.statusCode()).as("%s", operation).hasToString(status);
                assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
                assertThat(api.wrong(operation, status, response.body()))
                        .as("%s %s %s", operation, status, response.body())
                        .isEmpty();
                probed++;
            }
        }
        assertThat(probed)
                .isEqualTo(6 * (2 + 3)
                        + (2 + 2 + 1)
                        + 1
                        + 7 * RolloutsResource.ACTIONS.size()
                        + 2
                        + 8
                        + 6
                        + 6
                        + 2
                        + 3
                        + 3
                        + (7 + 7 + 6 + 6 + 6 + 6)
                        + (1 + 21)
                        + 2 * 14);
    }

    private static HttpResponse<String> provoke(Operation operation, String status) throws Exception {
        String method = operation.method();
        String path = operation
                .path()
                .replace("{model}", status.equals("404") ? "nobody" : "credit")
                .replace("{month}", status.equals("400") ? "October" : "2026-10")
                .replace("/points", status.equals("400") ? "/points" : "/points" + TrendsTest.QUESTION)
                .replace("{engine}", "onnxruntime");
        String[] json = {"Content-Type", "application/json"};
        return switch (status) {
            case "400" -> live.send(method, path, "{", json);
            case "401" -> live.sendAs("", method, path, new byte[0], json);
            case "403" -> live.sendAs(viewer, method, path, new byte[0], json);
            case "413" -> live.send(method, path, " ".repeat(JsonBody.BYTES_MAX + 1), json);
            case "415" -> live.send(method, path, "{}", "Content-Type", "text/plain");
            case "501" -> live.send(method, path, "{}", json[0], json[1], "Content-Encoding", "gzip");
            case "503" -> {
                List<HttpResponse<String>> answers = new ArrayList<>();
                live.withNobodyThere(() -> answers.add(live.send(method, path, "", json)));
                yield answers.get(0);
            }
            default -> live.send(method, path, body(operation, status), json);
        };
    }

    private static String body(Operation operation, String status) {
        return switch (operation.path()) {
            case CANARY + "/start" ->
                switch (status) {
                    case "404" -> "{\"engine\":\"e\",\"version\":\"1\",\"models\":[\"nobody\"]}";
                    case "409" -> "{\"engine\":\"e\",\"version\":\"0.0.0\"}";
                    default -> "{\"engine\":\"e\",\"version\":\"1\"}";
                };
            case "/admin/v1/plugins/{engine}/swap" ->
                status.equals("409") ? "{\"version\":\"0.0.0\"}" : "{\"version\":\"1.29.0\"}";
            case "/admin/v1/monitors/{model}/attach", "/admin/v1/monitors/{model}/detach" -> "{\"monitor\":\"drift\"}";
            default -> "";
        };
    }

    @Test
    void everyOtherMethodIsRefusedAsItSays() throws Exception {
        for (Operation operation : api.operations()) {
            String path = operation
                    .path()
                    .replace("{model}", "credit")
                    .replace("{month}", "2026-10")
                    .replace("{engine}", "onnxruntime");
            String allowed = operation.method().equals("GET") ? "GET, HEAD" : operation.method();
            for (String method : METHODS) {
                if (!method.equals(operation.method())) {
                    HttpResponse<String> response = live.send(method, path, "");

                    assertThat(response.statusCode()).as("%s %s", method, path).isEqualTo(405);
                    assertThat(response.headers().firstValue("Allow")).contains(allowed);
                    assertThat(api.wrong(operation, "405", response.body())).isEmpty();
                }
            }
        }
    }

    @Test
    void itsExamplesWork() throws Exception {
        Map<String, Object> start = api.operations().stream()
                .filter(operation -> operation.path().endsWith("/start"))
                .map(operation -> Tree.map(operation.description().get("requestBody")))
                .map(body -> Tree.map(Tree.map(body.get("content")).get("application/json")))
                .findFirst()
                .orElseThrow();
        assertThat(start.get("example")).isEqualTo(Map.of("version", "2"));
        Object model =
                api.resolved(Map.of("$ref", "#/components/parameters/model")).get("example");

        live.post(ROLLOUTS + "/" + model + "/start", "{\"version\":\"2\"}");

        assertThat(live.rollouts.asked).contains("start 2 credit");
    }

    @Test
    void itsExampleOfACanaryWorks() throws Exception {
        String example = Pattern.compile("\"example\": (\\{\"engine\".*?})")
                .matcher(served)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();

        assertThat(live.post(CANARY + "/start", example).statusCode()).isEqualTo(200);

        assertThat(live.canaries.asked).contains("start onnxruntime 1.29.0 [credit] 20.0 0.001 true");
    }

    @Test
    void knowsEveryWordOfTheContracts() {
        assertThat(words("Rollout", "state")).isEqualTo(names(Rollouts.State.values()));
        assertThat(words("Past", "outcome")).isEqualTo(names(Rollouts.Outcome.values()));
        assertThat(words("Verdict", "decision")).isEqualTo(names(Verdict.Decision.values()));
        assertThat(words("Guard", "standing")).isEqualTo(names(Verdict.Standing.values()));
        assertThat(words("Model", "state")).isEqualTo(names(ModelState.values()));
        assertThat(words("Monitor", "state")).isEqualTo(names(Monitoring.State.values()));
        assertThat(words("MonitorReport", "health")).isEqualTo(names(MonitorReport.Health.values()));
        assertThat(words("Meter", "kind")).isEqualTo(names(PluginMeters.Kind.values()));
        assertThat(words("Alert", "state")).isEqualTo(names(Alerts.State.values()));
        assertThat(words("Going", "state")).isEqualTo(names(Rollouts.State.values()));
        assertThat(Tree.map(api.schema("LeftOut").get("properties")).keySet())
                .containsExactlyElementsOf(names(LeftOut.values()));
    }

    private static List<?> words(String schema, String member) {
        Map<String, Object> properties = Tree.map(api.schema(schema).get("properties"));
        return Tree.list(Tree.map(properties.get(member)).get("enum"));
    }

    private static List<String> names(Enum<?>... constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    @Test
    void everyPartOfItIsThereAndIsUsed() {
        Set<String> used = Pattern.compile("\"#/components/([a-z]+/[A-Za-z]+)\"")
                .matcher(served)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        used.add("securitySchemes/token"); // named where it is needed
        Set<String> there = new TreeSet<>();
        Tree.map(api.document.get("components"))
                .forEach((kind, parts) -> Tree.map(parts).keySet().forEach(name -> there.add(kind + "/" + name)));

        assertThat(used).isEqualTo(there).isNotEmpty();
    }

    @Test
    void saysWhichRoleEachOperationNeeds() {
        assertThat(api.document.get("security")).isEqualTo(List.of(Map.of("token", List.of("viewer")), Map.of()));
        for (Operation operation : api.operations()) {
            Object needed =
                    operation.method().equals("GET") ? null : List.of(Map.of("token", List.of(Role.ADMIN.word())));
            assertThat(operation.description().get("security"))
                    .as("%s", operation)
                    .isEqualTo(needed);
        }
    }

    @Test
    void everyOperationHasANameOfItsOwnAndASummary() {
        Set<Object> ids = new HashSet<>();
        for (Operation operation : api.operations()) {
            assertThat(ids.add(operation.description().get("operationId"))).isTrue();
            assertThat(operation.description().get("summary")).asString().isNotBlank();
            assertThat(operation.description().containsKey("requestBody"))
                    .isEqualTo(operation.method().equals("POST"));
        }
    }

    /** The check itself is checked: it sees what is missing, too much or of another kind. */
    @Test
    void wouldSeeADifference() throws Exception {
        Operation one = api.operations().stream()
                .filter(operation -> operation.path().endsWith("{model}"))
                .findFirst()
                .orElseThrow();
        String right = live.get(ROLLOUTS + "/credit").body();

        assertThat(api.wrong(one, "200", right)).isEmpty();
        assertThat(api.wrong(one, "200", right.replace("\"model\"", "\"modell\"")))
                .hasSize(2);
        assertThat(api.wrong(one, "200", right.replace("\"RUNNING\"", "\"GOING\"")))
                .hasSize(1);
        assertThat(api.wrong(one, "200", right.replace("\"step\":2", "\"step\":\"2\"")))
                .hasSize(1);
        assertThat(api.wrong(one, "200", right.replace("\"step\":2", "\"step\":-2")))
                .hasSize(1);
        assertThat(api.wrong(one, "200", right.replace("\"kind\":\"limit\"", "\"kind\":\"other\"")))
                .isNotEmpty();
        assertThat(api.wrong(one, "404", right)).isNotEmpty();
    }
}
