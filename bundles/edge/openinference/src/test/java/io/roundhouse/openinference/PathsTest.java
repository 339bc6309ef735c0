package io.roundhouse.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything but {@code infer}. */
class PathsTest {
    private static LiveProtocol live;

    @BeforeAll
    static void start() throws Exception {
        live = new LiveProtocol();
    }

    @AfterAll
    static void stop() throws Exception {
        live.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2", "/v2/"})
    void tellsOfTheServer(String path) throws Exception {
        assertThat(LiveProtocol.text(live.get(path)))
                .isEqualTo(
                        "{\"name\":\"roundhouse\",\"version\":\"0.1.0\",\"extensions\":[\"binary_tensor_data\","
                                + "\"model_repository\",\"model_repository(unload_dependents)\",\"parameters\",\"statistics\",\"feedback\"]}");
    }

    @Test
    void tellsOfAModel() throws Exception {
        assertThat(LiveProtocol.text(live.get("/v2/models/echo")))
                .isEqualTo(
                        "{\"name\":\"echo\",\"versions\":[\"1\",\"2\"],\"platform\":\"fake_echo\",\"inputs\":[{\"name\":\"x\","
                                + "\"datatype\":\"FP32\",\"shape\":[-1,4]}],\"outputs\":[{\"name\":\"x\",\"datatype\":\"FP32\","
                                + "\"shape\":[-1,4]}]}");
        assertThat(LiveProtocol.text(live.get("/v2/models/ec%68o/versions/1"))).contains("\"versions\":[\"1\"]");
    }

    @Test
    void tellsWhetherAModelIsReady() throws Exception {
        assertThat(LiveProtocol.text(live.get("/v2/models/echo/ready")))
                .isEqualTo("{\"name\":\"echo\",\"ready\":true}");
        assertThat(live.get("/v2/models/echo/versions/2/ready").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> sick = live.get("/v2/models/sick/ready");
        assertThat(sick.statusCode()).isEqualTo(503);
        assertThat(LiveProtocol.text(sick)).contains("is not ready: model.onnx is cut off", "MODEL_NOT_READY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/models/nobody",
                "/v2/models/nobody/ready",
                "/v2/models/echo/versions/9",
                "/v2/models/echo/versions/9/ready",
                "/v2/models/echo/labels/other/ready",
                "/v2/models/echo/labels/stable/else",
                "/v2/models/echo/labels/%20/ready",
                "/v2/models/echo/labels",
                "/v2/models/nobody/stats",
                "/v2/models/%24%7Bjndi%7D",
                "/v2/models/echo/else",
                "/v2/models",
                "/v2/else",
                "/v2/models/echo/versions",
                "/v2/models/a/b/c/d/e",
                "/v2/systemsharedmemory/status",
                "/v2/repository/x"
            })
    void answersWhatIsNotThereWith404(String path) throws Exception {
        HttpResponse<byte[]> response = live.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void tellsTheVersionsThereAre() throws Exception {
        assertThat(LiveProtocol.text(live.get("/v2/models/echo/versions/9/ready")))
                .contains("model 'echo' has no version '9', it has [1, 2]", "VERSION_NOT_FOUND");
    }

    @Test
    void answersForALabelAsForTheVersionItPointsTo() throws Exception {
        assertThat(live.get("/v2/models/echo/labels/stable/ready").statusCode()).isEqualTo(200);
        assertThat(LiveProtocol.text(live.get("/v2/models/echo/labels/stable"))).contains("\"versions\":[\"2\"]");
        assertThat(LiveProtocol.text(live.get("/v2/models/echo/labels/1"))).contains("\"versions\":[\"1\"]");
        assertThat(LiveProtocol.text(live.get("/v2/models/echo/labels/stable/stats")))
                .contains("\"version\":\"2\"");
    }

    @Test
    void tellsTheLabelsThereAre() throws Exception {
        assertThat(LiveProtocol.text(live.get("/v2/models/echo/labels/stabel/ready")))
                .contains(
                        "model 'echo' has no label 'stabel'; did you mean 'stable'? Known are [stable]",
                        "VERSION_NOT_FOUND");
    }

    @Test
    void namesTheMethodThatIsAllowed() throws Exception {
        HttpResponse<byte[]> get = live.get("/v2/models/echo/infer");
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        HttpResponse<byte[]> post = live.post("/v2/models/echo/ready", new byte[0]);
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void listsTheRepository() throws Exception {
        assertThat(LiveProtocol.text(live.post("/v2/repository/index", new byte[0])))
                .isEqualTo("[{\"name\":\"echo\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"},"
                        + "{\"name\":\"echo\",\"version\":\"2\",\"state\":\"READY\",\"reason\":\"\"},{\"name\":\"sick\",\"version\":\"1\",\"state\":\"UNAVAILABLE\",\"reason\":\"model.onnx"
                        + " is cut off\"}]");
        assertThat(LiveProtocol.text(live.post("/v2/repository/index", bytes("{\"ready\":true}"))))
                .doesNotContain("sick");
    }

    @Test
    void loadsAndUnloads() throws Exception {
        HttpResponse<byte[]> load = live.post("/v2/repository/models/echo/load", new byte[0]);
        assertThat(load.statusCode()).isEqualTo(200);
        assertThat(load.body()).isEmpty();
        live.post("/v2/repository/models/echo/unload", bytes("{\"parameters\":{\"unload_dependents\":false}}"));
        assertThat(live.doors.asked).contains("load echo", "unload echo");
    }

    @Test
    void tellsWhyALoadFailed() throws Exception {
        HttpResponse<byte[]> sick = live.post("/v2/repository/models/sick/load", new byte[0]);
        assertThat(sick.statusCode()).isEqualTo(409);
        assertThat(LiveProtocol.text(sick)).contains("failed to load 'sick': model.onnx is cut off", "LOAD_FAILED");
        assertThat(live.post("/v2/repository/models/nobody/load", new byte[0]).statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesWhatTheRepositoryDoesNotOffer() throws Exception {
        assertThat(live.post("/v2/repository/models/echo/load", bytes("{\"parameters\":{\"config\":\"{}\"}}"))
                        .statusCode())
                .isEqualTo(501);
        assertThat(live.post("/v2/repository/models/echo/load", bytes("{")).statusCode())
                .isEqualTo(400);
        assertThat(live.post("/v2/repository/other/models/echo/load", new byte[0])
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/models/stats", "/v2/models/echo/stats", "/v2/models/echo/versions/2/stats"})
    void tellsStatistics(String path) throws Exception {
        assertThat(LiveProtocol.text(live.get(path)))
                .contains(
                        "{\"model_stats\":[{\"name\":\"echo\",\"version\":\"2\",\"last_inference\":7,\"inference_count\":24,"
                                + "\"execution_count\":3,\"inference_stats\":{\"success\":{\"count\":3,\"ns\":1000}",
                        "\"batch_stats\":[{\"batch_size\":8,");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
