package io.roundhouse.distribution;

import static io.roundhouse.distribution.Engines.NEW;
import static io.roundhouse.distribution.Engines.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One release of ONNX Runtime answers, another watches: what the server tells of both on the same requests. */
class ShadowIT {
    private static final Pattern OBJECT = Pattern.compile("\\{[^}]*}");
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\" : \"([^\"]*)\"");
    private static final int REQUESTS = 100;

    private static Server server;

    @BeforeAll
    static void start(@TempDir Path work) throws IOException {
        Path models = work.resolve("models");
        watched(Folders.copyDemo("credit", models), "");
        watched(Folders.copyDemo("minilm", models), """
                transformers:
                  - tokenizer: { file: tokenizer.json, text: text, length_max: 256 }
                after:
                  - mean-pool: {}
                  - l2-normalise: {}
                """);
        server = Server.start(models, work);
        new Engines(server).install(OLD);
        server.await("both models on both releases", () -> isOn(OLD) && isOn(NEW));
    }

    private static boolean isOn(String release) {
        return objects(server.shell("roundhouse:engines --json")).stream()
                .filter(engine -> release.equals(engine.get("version")))
                .anyMatch(engine -> engine.getOrDefault("models", "").matches(".*credit.*minilm.*"));
    }

    private static void watched(Path folder, String steps) throws IOException {
        Files.writeString(folder.resolve("model.yaml"), """
                engine: onnxruntime
                %straffic:
                  router: weighted
                  arms:
                    stable: { version: 1, engine: "onnxruntime [1.29,2)" }
                    shadow: { version: 1, engine: "onnxruntime [1.20,1.21)", mirror: 100 }
                """.formatted(steps));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void twoReleasesDecideAlikeOnCredit() {
        for (int i = 0; i < REQUESTS; i++) {
            String application = Requests.credit().replace("\"data\":[142]", "\"data\":[" + (60 + 3 * i) + "]");
            assertThat(server.post("/v2/models/credit/infer", all(application)).statusCode())
                    .isEqualTo(200);
            leaveRoom("credit", i);
        }

        List<Map<String, String>> outputs = compared("credit");

        assertThat(outputs).allSatisfy(output -> {
            assertThat(number(output, "max_relative")).isLessThan(1e-5);
            assertThat(output).containsEntry("failed_watching", "0").containsEntry("mismatches", "0");
            assertThat(output.get("flips")).matches("-|0 of \\d+");
            assertThat(number(output, "compute_live")).isPositive();
            assertThat(number(output, "compute_watching")).isPositive();
        });
    }

    @Test
    void twoReleasesGiveTheSameDirectionsOnMinilm() {
        for (int i = 0; i < REQUESTS; i++) {
            String sentence = Requests.minilm("train number " + i + " leaves the roundhouse on time");
            assertThat(server.post("/v2/models/minilm/infer", sentence).statusCode())
                    .isEqualTo(200);
            leaveRoom("minilm", i);
        }

        List<Map<String, String>> outputs = compared("minilm");

        assertThat(outputs).singleElement().satisfies(output -> {
            assertThat(number(output, "max_cosine_distance")).isLessThan(0.02);
            assertThat(output).containsEntry("failed_watching", "0").containsEntry("mismatches", "0");
            // The place of an embedding's greatest number decides nothing: where two are all but equal the releases
            // differ, 2 of 100 were seen. So it is no label, and nothing flips.
            assertThat(output).containsEntry("flips", "-");
        });
        assertThat(server.shell("roundhouse:compare minilm"))
                .contains("stable: 1 on onnxruntime " + NEW, "shadow: 1 on onnxruntime " + OLD, "time compute");
        assertThat(server.shell("roundhouse:model minilm")).contains("shadow shadow", " mirrored");
        assertThat(server.get("/metrics").body())
                .contains("roundhouse_shadow_answered_total{arm=\"shadow\",model=\"minilm\"}")
                .contains("roundhouse_comparison_pairs_total{");
    }

    /** Shadows have what a machine has idle, and these requests come as fast as they are answered. */
    private static void leaveRoom(String model, int request) {
        if (request % 10 == 9) {
            server.await("watched", () -> "0".equals(shadow(model).get("waiting")));
        }
    }

    /** All outputs, so that the label is compared too. */
    private static String all(String application) {
        return application.replaceFirst(",\\s*\"outputs\":\\[[^\\]]*]", "");
    }

    /** What the shell tells of each output, once the shadow is done with what it was mirrored; most of it must reach it. */
    private static List<Map<String, String>> compared(String model) {
        server.await("watched", () -> "0".equals(shadow(model).get("waiting")));
        Map<String, String> shadow = shadow(model);
        assertThat(number(shadow, "mirrored")).isEqualTo(REQUESTS);
        assertThat(number(shadow, "got")).as("%s", shadow).isGreaterThan(REQUESTS / 2.0);
        assertThat(shadow).containsEntry("alarm", "-").containsEntry("failed", "0");
        List<Map<String, String>> outputs = objects(server.shell("roundhouse:compare --json " + model));
        assertThat(outputs).isNotEmpty();
        return outputs;
    }

    private static Map<String, String> shadow(String model) {
        return objects(server.shell("roundhouse:shadows --json " + model)).get(0);
    }

    private static double number(Map<String, String> fields, String name) {
        return Double.parseDouble(fields.getOrDefault(name, "").split(" ", -1)[0]);
    }

    private static List<Map<String, String>> objects(String json) {
        List<Map<String, String>> objects = new ArrayList<>();
        for (Matcher object = OBJECT.matcher(json); object.find(); ) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (Matcher field = FIELD.matcher(object.group()); field.find(); ) {
                fields.put(field.group(1), field.group(2));
            }
            objects.add(fields);
        }
        return objects;
    }
}
