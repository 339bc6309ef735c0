package io.roundhouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.Rollouts;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over HTTP, behind the listener as it is. */
class AdminApiTest {
    private static final String ROLLOUTS = "/admin/v1/rollouts";
    private static final String START = ROLLOUTS + "/credit/start";

    private static LiveAdmin live;

    @BeforeAll
    static void start() throws Exception {
        live = new LiveAdmin();
    }

    @AfterAll
    static void stop() throws Exception {
        live.stop();
    }

    @BeforeEach
    void forget() {
        live.rollouts.asked.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {ROLLOUTS, ROLLOUTS + "/"})
    void listsEveryRollout(String path) throws Exception {
        HttpResponse<String> response = live.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(Tree.list(Tree.map(Tree.parse(response.body())).get("rollouts")))
                .extracting(report -> Tree.map(report).get("model"))
                .containsExactly("credit", "fraud");
    }

    @Test
    void tellsAllOfOne() throws Exception {
        Map<String, Object> report =
                Tree.map(Tree.parse(live.get(ROLLOUTS + "/cred%69t").body()));

        assertThat(report.keySet()).containsExactlyElementsOf(components(Rollouts.Report.class));
        assertThat(report)
                .containsEntry("state", "RUNNING")
                .containsEntry("canary", "2")
                .containsEntry("step", 2L)
                .containsEntry("steps", 3L)
                .containsEntry("doing", "10 % for 5 min")
                .containsEntry("reason", "step 1 passed")
                .containsEntry("rejected", List.of("3"));
        assertThat(Tree.map(report.get("verdict")))
                .containsEntry("decision", "CONTINUE")
                .containsEntry(
                        "text", FakeRollouts.CREDIT.verdict().orElseThrow().text());
        Map<String, Object> past = Tree.map(Tree.list(report.get("history")).get(0));
        assertThat(past.keySet()).containsExactlyElementsOf(components(Rollouts.Past.class));
        assertThat(past).containsEntry("by", "person").containsEntry("outcome", "PROMOTED");
    }

    private static List<String> components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        HttpResponse<String> response = live.send("HEAD", ROLLOUTS, "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "start, start newest credit",
        "pause, pause credit",
        "resume, resume credit",
        "promote, promote credit",
        "abort, abort credit"
    })
    void asksForTheChangeAndTellsWhatCameOfIt(String action, String asked) throws Exception {
        for (String body : List.of("", " \n", "{}")) {
            HttpResponse<String> response = live.post(ROLLOUTS + "/credit/" + action, body);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Tree.map(Tree.parse(response.body()))).containsEntry("model", "credit");
        }
        assertThat(live.rollouts.asked).containsExactly(asked, asked, asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8", "application/json;x"})
    void startsWithTheVersionGiven(String type) throws Exception {
        live.send("POST", START, "{\"version\":\"2\"}", "Content-Type", type);

        assertThat(live.rollouts.asked).containsExactly("start 2 credit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/",
                "/admin/v1",
                "/admin/v2/rollouts",
                "/admin/v1/rollout",
                "/admin/openapi.yaml",
                "/admin/v1/openapi.json",
                ROLLOUTS + "/credit/start/now",
                ROLLOUTS + "/credit/history"
            })
    void answersWhatIsNotThereWith404(String path) throws Exception {
        for (HttpResponse<String> response : List.of(live.get(path), live.post(path, ""))) {
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("\"code\":\"NOT_FOUND\"");
        }
    }

    @Test
    void suggestsTheNearestAction() throws Exception {
        HttpResponse<String> response = live.post(ROLLOUTS + "/credit/promot", "");

        assertThat(response.body())
                .contains("a rollout cannot 'promot'; did you mean 'promote'?"
                        + " Known are [abort, pause, promote, resume, start]");
    }

    @Test
    void suggestsTheNearestModel() throws Exception {
        HttpResponse<String> response = live.get(ROLLOUTS + "/credti");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body())
                .contains(
                        "no model 'credti' has a rollout; did you mean 'credit'? Known are [credit, fraud]",
                        "\"code\":\"MODEL_NOT_FOUND\"");
    }

    @Test
    void passesOnWhatTheRolloutsRefuse() throws Exception {
        HttpResponse<String> idle = live.post(ROLLOUTS + "/fraud/pause", "");
        assertThat(idle.statusCode()).isEqualTo(400);
        assertThat(idle.body()).contains("no rollout of 'fraud' goes on", "\"code\":\"INVALID_REQUEST\"");

        HttpResponse<String> version = live.post(START, "{\"version\":\"9\"}");
        assertThat(version.statusCode()).isEqualTo(404);
        assertThat(version.body()).contains("has no version '9'", "\"code\":\"VERSION_NOT_FOUND\"");

        assertThat(live.post(ROLLOUTS + "/nobody/promote", "").statusCode()).isEqualTo(404);
        assertThat(live.rollouts.asked).isEmpty();
    }

    @Test
    void saysComeAgainWhileNobodyKeepsRollouts() throws Exception {
        live.withNobodyThere(() -> {
            for (HttpResponse<String> response : List.of(live.get(ROLLOUTS), live.post(START, ""))) {
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.headers().firstValue("Retry-After")).contains("1");
                assertThat(response.body()).contains("exchanged or not installed", "\"code\":\"DRAINING\"");
            }
            assertThat(live.get("/admin/openapi.json").statusCode()).isEqualTo(200);
        });
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("start", "{", "not valid JSON"),
                Arguments.of("start", "{\"version\":", "not valid JSON"),
                Arguments.of("start", "nul", "not valid JSON"),
                Arguments.of("start", "{\"version\":\"1\",\"version\":\"2\"}", "a name twice"),
                Arguments.of("start", "{} {}", "must end behind its JSON object"),
                Arguments.of("start", "{}]", "not valid JSON"),
                Arguments.of("start", "[]", "must be a JSON object"),
                Arguments.of("start", "\"2\"", "must be a JSON object"),
                Arguments.of("start", "{\"version\":2}", "'version' must be a string, as \\\"2\\\""),
                Arguments.of("start", "{\"version\":null}", "'version' must be a string"),
                Arguments.of("start", "{\"version\":{\"a\":1}}", "'version' must be a string"),
                Arguments.of("start", "{\"verison\":\"2\"}", "no member 'verison'; did you mean 'version'?"),
                Arguments.of("start", "{\"" + "x".repeat(300) + "\":1}", "not valid JSON"),
                Arguments.of(
                        "pause", "{\"version\":\"2\"}", "the body of pause has no member 'version', nor any other"),
                Arguments.of("abort", "[".repeat(2_000), "must be a JSON object"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void answersAMalformedBodyWith400(String action, String body, String sentence) throws Exception {
        HttpResponse<String> response = live.post(ROLLOUTS + "/credit/" + action, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains(sentence)
                .matches("\\{\"error\":\".+\",\"code\":\"INVALID_REQUEST\",\"request_id\":\".+\"}")
                .doesNotContain("jackson", "Exception", "io.roundhouse");
        assertThat(live.rollouts.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32BE", "UTF-16"})
    void answersOtherEncodingsWith400(String charset) throws Exception {
        byte[] body = "{\"version\":\"2\"}".getBytes(Charset.forName(charset));

        assertThat(live.send("POST", START, body, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(live.rollouts.asked).isEmpty();
    }

    @Test
    void readsBodiesUpToTheLimit() throws Exception {
        String padding = " ".repeat(JsonBody.BYTES_MAX - 2);
        assertThat(live.post(START, "{" + padding + "}").statusCode()).isEqualTo(200);

        HttpResponse<String> response = live.post(START, "{ " + padding + "}");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("more than 4096 bytes", "\"code\":\"PAYLOAD_TOO_LARGE\"");
    }

    @Test
    void inflatesNothing() throws Exception {
        HttpResponse<String> response =
                live.send("POST", START, "{}", "Content-Type", "application/json", "Content-Encoding", "gzip");

        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(response.headers().firstValue("Accept-Encoding")).contains("identity");
    }

    @Test
    void repeatsNothingUncut() throws Exception {
        String name = "%3Cscript%3E%22" + "y".repeat(100);

        for (HttpResponse<String> response : List.of(
                live.get(ROLLOUTS + "/" + name),
                live.post(ROLLOUTS + "/" + name + "/abort", ""),
                live.post(ROLLOUTS + "/credit/" + name, ""),
                live.post(START, "{\"version\":\"<script>" + "y".repeat(200) + "\"}"))) {
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("yy…'").doesNotContain("y".repeat(64));
        }
        assertThat(live.rollouts.asked).isEmpty();
    }

    @Test
    void keepsAFaultOfItsOwnToItself() throws Exception {
        HttpResponse<String> response = live.send(
                "POST", ROLLOUTS + "/broken/abort", "", "Content-Type", "application/json", "x-request-id", "my-id");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .contains("\"code\":\"INTERNAL\"", "\"request_id\":\"my-id\"")
                .doesNotContain("secret");
    }
}
