package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo models answer what they are known to answer. */
class DemoModelsIT {
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
    void sentencesThatMeanTheSameAreAlike() {
        double[] vectors = Json.data(server.post(
                        "/v2/models/minilm/infer",
                        Requests.minilm("how do I restart it", "how can I reboot it", "I like pizza with cheese"))
                .body());

        assertThat(vectors).hasSize(3 * 384);
        assertThat(dot(vectors, 0, 0)).isCloseTo(1.0, within(1e-3));
        assertThat(dot(vectors, 0, 1)).isGreaterThan(0.5);
        assertThat(dot(vectors, 0, 2)).isLessThan(0.3);
    }

    @Test
    void bothVersionsOfTheCreditModelGiveThePublishedProbability() {
        double[] first = Json.data(server.post("/v2/models/credit/versions/1/infer", Requests.credit())
                .body());
        double[] second = Json.data(server.post("/v2/models/credit/versions/2/infer", Requests.credit())
                .body());

        // columns p_v1 and p_v2 of the held-out file's first row
        assertThat(first[0]).isCloseTo(0.20224069, within(1e-5));
        assertThat(second[0]).isCloseTo(0.07979731, within(1e-5));
    }

    @Test
    void metadataTellsWhatClientsSend() {
        assertThat(server.get("/v2").body()).contains("\"name\"", "\"version\"", "binary_tensor_data");
        assertThat(server.get("/v2/models/mlp").body())
                .contains("\"platform\":\"onnxruntime_onnx\"", "\"x\"", "[-1,64]", "\"y\"", "[-1,8]");
        assertThat(server.get("/v2/models/minilm").body())
                .contains("\"text\"", "BYTES")
                .doesNotContain("input_ids");
    }

    @Test
    void theShellListsModelsEnginesAndPlugins() {
        assertThat(server.shell("roundhouse:models")).contains("minilm", "credit", "mlp", "LIVE");
        assertThat(server.shell("roundhouse:engines")).contains("onnxruntime", "1.29.0");
        assertThat(server.shell("roundhouse:plugins")).contains("tokenizer", "weighted", "metrics");
        assertThat(server.shell("roundhouse:model --json minilm")).contains("\"what\" : \"inputs\"");
    }

    @Test
    void aMistakeInTheShellEndsWithOneSentenceAndAStatus() {
        Server.Shell outcome = server.tryShell("roundhouse:model minilmm");

        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.text()).contains("no model is named 'minilmm'; did you mean 'minilm'?");
    }

    @Test
    void metricsAndStatisticsCountWhatWasAnswered() {
        server.post("/v2/models/mlp/infer", Requests.mlp(1));

        assertThat(server.get("/v2/models/mlp/stats").body()).contains("\"inference_count\"");
        assertThat(server.get("/metrics").body()).contains("model=\"mlp\"", "engine_version=\"1.29.0\"");
        assertThat(server.shell("roundhouse:stats mlp")).contains("mlp");
    }

    @Test
    void unloadTakesAModelOutAndLoadBringsItBack() {
        assertThat(server.post("/v2/repository/models/mlp/unload", "{}").statusCode())
                .isEqualTo(200);
        assertThat(server.post("/v2/models/mlp/infer", Requests.mlp(1)).statusCode())
                .isIn(404, 503);

        assertThat(server.shell("roundhouse:load mlp")).contains("mlp is live.");
        assertThat(server.post("/v2/models/mlp/infer", Requests.mlp(1)).statusCode())
                .isEqualTo(200);
    }

    private static double dot(double[] vectors, int a, int b) {
        return IntStream.range(0, 384)
                .mapToDouble(i -> vectors[a * 384 + i] * vectors[b * 384 + i])
                .sum();
    }
}
