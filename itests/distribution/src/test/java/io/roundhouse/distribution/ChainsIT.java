package io.roundhouse.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that an arm has for itself, that ask another model, and that are not those that learnt. */
class ChainsIT {
    private static final String TOKENS = """
            {"inputs":[{"name":"input_ids","shape":[1,3],"datatype":"INT64","data":[101,7592,102]},
             {"name":"attention_mask","shape":[1,3],"datatype":"INT64","data":[1,1,1]},
             {"name":"token_type_ids","shape":[1,3],"datatype":"INT64","data":[0,0,0]}]}""";

    private static Path models;
    private static Server server;

    @BeforeAll
    static void start(@TempDir Path work) {
        models = work.resolve("models");
        // the name of the one that asks comes first, so it has to wait
        serve("asker", "mlp", """
                transformers:
                  - model: { name: words, outputs: { meaning: embedding } }
                after:
                  - l2-normalise: { column: meaning, into: unit }
                """);
        serve("words", "minilm", """
                transformers: [ tokenizer ]
                after: [ mean-pool, l2-normalise ]
                traffic:
                  arms:
                    stable: { weight: 100 }
                    raw: { transformers: [] }
                    bare: { transformers: [], after: [] }
                """);
        server = Server.start(models, work);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Written beside its end first: the folder is there when its configuration is. */
    private static void serve(String model, String demo, String yaml) {
        Path copy = Folders.copyDemo(demo, models.resolveSibling("staging"));
        try {
            Files.writeString(copy.resolve("model.yaml"), yaml);
            Files.createDirectories(models);
            Files.move(copy, models.resolve(model));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mlpWithText(String text) {
        String mlp = Requests.mlp(1);
        String words = Requests.minilm(text);
        String tensor = words.substring(words.indexOf('[') + 1, words.lastIndexOf(']'));
        return mlp.substring(0, mlp.lastIndexOf(']')) + "," + tensor + "]}";
    }

    /** The numbers of an output, as they are written. */
    private static String numbers(String body, String output) {
        int at = body.indexOf("\"name\":\"" + output + "\"");
        assertThat(at).as(body).isNotNegative();
        int from = body.indexOf("\"data\":[", at);
        return body.substring(from, body.indexOf(']', from));
    }

    private static double first(String numbers) {
        return Double.parseDouble(numbers.substring(numbers.indexOf('[') + 1, numbers.indexOf(',')));
    }

    @Test
    void anArmMayHaveStepsOfItsOwn() {
        String text =
                server.post("/v2/models/words/infer", Requests.minilm("hello")).body();
        String raw = server.post("/v2/models/words/labels/raw/infer", TOKENS).body();
        String bare = server.post("/v2/models/words/labels/bare/infer", TOKENS).body();

        assertThat(text).contains("\"steps\":\"tokenizer ", ", mean-pool ", ", l2-normalise ", "[1,384]");
        assertThat(raw).contains("\"steps\":\"mean-pool ", "[1,384]");
        assertThat(bare).contains("[1,3,384]").doesNotContain("\"steps\"");
        assertThat(numbers(raw, "embedding")).isEqualTo(numbers(text, "embedding"));
    }

    @Test
    void aStepAsksAnotherModelOnItsWay() {
        String alone =
                server.post("/v2/models/words/infer", Requests.minilm("a loan")).body();

        HttpResponse<String> both = server.post("/v2/models/asker/infer", mlpWithText("a loan"));

        assertThat(both.statusCode()).as(both.body()).isEqualTo(200);
        assertThat(both.body()).contains("\"steps\":\"model words, l2-normalise ", "[1,8]", "\"unit\"", "[1,384]");
        assertThat(first(numbers(both.body(), "unit"))).isCloseTo(first(numbers(alone, "embedding")), within(1e-6));
    }

    @Test
    void stepsThatDidNotLearnAreRefusedOrMarkTheAnswers() throws IOException {
        Path staged = Folders.copyDemo("mlp", models.resolveSibling("staging2"));
        Files.writeString(staged.resolve("1/fitted.yaml"), """
                chain: 0123456789ab
                data: { sha256: %s, rows: 7 }
                steps:
                  - { index: 0, step: clip, version: 1.0.0, settings: { max: 3 } }
                """.formatted("0f".repeat(32)));
        Files.move(staged, models.resolve("skewed"));
        server.await("refused", () -> server.shell("roundhouse:models --json")
                .contains("was fitted with: step 1 'clip' is not there any more"));
        assertThat(server.post("/v2/models/skewed/infer", Requests.mlp(1)).statusCode())
                .isEqualTo(503);

        Files.writeString(models.resolve("skewed/model.yaml"), "skew: warn\n");

        server.await("served", () -> server.post("/v2/models/skewed/infer", Requests.mlp(1))
                .body()
                .contains("\"flags\":\"skew: step 1 'clip' is not there any more\""));
    }
}
