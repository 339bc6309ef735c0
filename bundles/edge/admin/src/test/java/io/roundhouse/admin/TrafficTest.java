package io.roundhouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.EngineCanaries;
import io.roundhouse.server.control.Feedback;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
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

/** Canaries of engines, comparisons, shadows and feedback over HTTP. */
class TrafficTest {
    private static final String CANARY = "/admin/v1/canary";
    private static final String ORDER = "{\"engine\":\"onnxruntime\",\"version\":\"1.29.0\"}";

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
        live.canaries.asked.clear();
    }

    private static Map<String, Object> map(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as("%s", response.body()).isEqualTo(200);
        return Tree.map(Tree.parse(response.body()));
    }

    private static Map<String, Object> first(String path, String list) throws Exception {
        return Tree.map(Tree.list(map(live.get(path)).get(list)).get(0));
    }

    private static List<String> components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    @Test
    void tellsHowAPairOfArmsCompares() throws Exception {
        Map<String, Object> pair = first("/admin/v1/comparisons", "comparisons");

        assertThat(pair.keySet()).containsExactlyElementsOf(components(Comparisons.Report.class));
        assertThat(Tree.map(pair.get("watching")))
                .containsEntry("engineVersion", "1.29.0")
                .containsEntry("model", Map.of("name", "credit", "version", "1"));
        Map<String, Object> output = Tree.map(Tree.list(pair.get("outputs")).get(0));
        assertThat(Tree.map(output.get("relative")))
                .containsEntry("p99", 1.1e-7)
                .containsEntry("max", null);
        assertThat(Tree.map(pair.get("label"))).containsEntry("flippedRows", 3L);
        assertThat(first("/admin/v1/comparisons/minilm", "comparisons")).containsEntry("label", null);
    }

    @Test
    void tellsWhatAWatchingArmGot() throws Exception {
        assertThat(first("/admin/v1/shadows/credit", "shadows"))
                .containsEntry("mirrored", 10_000L)
                .containsEntry("leftOut", Map.of("QUEUE_FULL", 88L, "BUSY", 500L))
                .containsEntry("silenceMillis", 90_000L)
                .containsEntry("alarm", true);
    }

    @Test
    void tellsWhatAnswersWereWorth() throws Exception {
        Map<String, Object> report = first("/admin/v1/feedback", "feedback");

        assertThat(report.keySet()).containsExactlyElementsOf(components(Feedback.Report.class));
        assertThat(report).containsEntry("counts", Map.of("joined", 12L, "late", 3L));
        Map<String, Object> arm = Tree.map(Tree.list(report.get("arms")).get(0));
        assertThat(arm).containsEntry("accuracy", 0.75).containsEntry("auc", null);
    }

    @ParameterizedTest
    @CsvSource({
        "comparisons, no model 'credti' has a watching arm; did you mean 'credit'?",
        "shadows, no model 'credti' has a watching arm; did you mean 'credit'?",
        "feedback, no model 'credti' takes feedback; did you mean 'credit'?"
    })
    void suggestsTheNearestModel(String word, String sentence) throws Exception {
        HttpResponse<String> response = live.get("/admin/v1/" + word + "/credti");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains(sentence, "\"code\":\"MODEL_NOT_FOUND\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CANARY + "/start/now",
                CANARY + "/pause",
                "/admin/v1/feedback/credit/arms",
                "/admin/v1/shadow",
                "/admin/v2/shadows"
            })
    void answersWhatIsNotThereWith404(String path) throws Exception {
        for (HttpResponse<String> response : List.of(live.get(path), live.post(path, ""))) {
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("\"code\":\"NOT_FOUND\"");
        }
    }

    @Test
    void startsTellsAndEndsTheCanaryOfAnEngine() throws Exception {
        Map<String, Object> started = map(live.post(CANARY + "/start", ORDER));
        Map<String, Object> canary = Tree.map(started.get("canary"));
        Map<String, Object> there = map(live.get(CANARY));
        Map<String, Object> gone = map(live.post(CANARY + "/abort", ""));

        assertThat(canary.keySet()).containsExactlyElementsOf(components(EngineCanaries.Report.class));
        assertThat(canary).containsEntry("models", List.of("credit")).containsEntry("shadowPercent", 20.0);
        assertThat(Tree.list(started.get("steps")))
                .isEqualTo(List.of(Map.of("name", "start", "detail", "in 1 s", "tookMillis", 1_000L)));
        assertThat(there).containsEntry("canary", canary).containsEntry("steps", List.of());
        assertThat(gone).containsEntry("canary", null);
        assertThat(live.canaries.asked).containsExactly("start onnxruntime 1.29.0 [] 20.0 0.0 false", "abort");
    }

    @Test
    void startsWithAllThatCanBeSaid() throws Exception {
        String body = "{\"auto\":true,\"tolerance\":1e-3,\"shadowPercent\":100,\"models\":[\"credit\",\"minilm\"],"
                + "\"version\":\"1.29.0\",\"engine\":\"onnxruntime\"}";

        assertThat(live.post(CANARY + "/start", body).statusCode()).isEqualTo(200);

        assertThat(live.canaries.asked).containsExactly("start onnxruntime 1.29.0 [credit, minilm] 100.0 0.001 true");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("start", "", "needs 'engine' and 'version', as {"),
                Arguments.of("start", "{\"engine\":\"onnxruntime\"}", "needs 'engine' and 'version'"),
                Arguments.of("start", "{\"engine\":7}", "'engine' must be a string, as"),
                Arguments.of("start", "{\"engine\":\"a b\"}", "there is no engine 'a b'"),
                Arguments.of("start", "{\"auto\":\"yes\"}", "'auto' must be true or false, as true"),
                Arguments.of("start", "{\"shadowPercent\":\"20%\"}", "'shadowPercent' must be a number, as 20"),
                Arguments.of("start", "{\"models\":\"credit\"}", "'models' must be a list of strings, as ["),
                Arguments.of("start", "{\"models\":[\"credit\",1]}", "'models' must be a list of strings"),
                Arguments.of("start", "{\"models\":[\"credit\"", "not valid JSON"),
                Arguments.of(
                        "start", "{\"shadowPercnt\":20}", "no member 'shadowPercnt'; did you mean 'shadowPercent'?"),
                Arguments.of("promote", ORDER, "the body of promote has no member 'engine', nor any other"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void answersAMalformedBodyWith400(String action, String body, String sentence) throws Exception {
        HttpResponse<String> response = live.post(CANARY + "/" + action, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body().replace("\\\"", "\"")).contains(sentence);
        assertThat(live.canaries.asked).isEmpty();
    }

    @Test
    void aFormOfAnotherSiteStartsNothing() throws Exception {
        HttpResponse<String> response =
                live.send("POST", CANARY + "/start", ORDER, "Content-Type", "text/plain", "Origin", "http://a.example");

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(live.canaries.asked).isEmpty();
    }
}
