package io.roundhouse.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.TestTensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {
    private static final float NAN = Float.NaN;

    private static Tensors topK(Settings settings, int width, float... numbers) {
        try (Transformer step = Given.step(new TopKComponent(), settings)) {
            return step.apply(Given.rows("probabilities", width, numbers));
        }
    }

    private static Tensors threshold(Settings settings, int width, float... numbers) {
        try (Transformer step = Given.step(new ThresholdComponent(), settings)) {
            return step.apply(Given.rows("probabilities", width, numbers));
        }
    }

    @Test
    void namesTheGreatestFirstAndNaNLast() {
        Tensors best = topK(Given.labels("cat", "dog", "emu"), 3, 0.2f, 0.5f, 0.3f, NAN, 0.1f, 0.1f);

        assertThat(best.get("labels").shape()).isEqualTo(Shape.of(2, 3));
        assertThat(best.get("labels").texts()).containsExactly("dog", "emu", "cat", "dog", "emu", "cat");
        assertThat(TestTensors.floats(best.get("scores"))).containsExactly(0.5f, 0.3f, 0.2f, 0.1f, 0.1f, NAN);
    }

    @Test
    void readsLabelsFromAFileBesideTheModel(@TempDir Path folder) {
        Transformer step = Given.step(
                new TopKComponent(),
                Map.of("labels_file", "labels.txt", "k", "1"),
                folder,
                "labels.txt",
                "\uFEFFKatze\r\nHund\r\n");

        assertThat(step.apply(Given.rows("probabilities", 2, 1, 0, 0, 1))
                        .get("labels")
                        .texts())
                .containsExactly("Katze", "Hund");
    }

    @Property
    void choosesAsASortWould(
            @ForAll @Size(12) List<@IntRange(min = 0, max = 6) Integer> scores,
            @ForAll @IntRange(min = 1, max = 12) int k) {
        float[] row = new float[scores.size()];
        List<Integer> sorted = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            row[i] = scores.get(i) == 0 ? NAN : scores.get(i);
            sorted.add(i);
        }
        sorted.sort(Comparator.comparing(i -> -scores.get(i)));

        List<String> chosen = topK(Settings.of(Map.of("k", Integer.toString(k))), row.length, row)
                .get("labels")
                .texts();

        assertThat(chosen)
                .isEqualTo(sorted.subList(0, k).stream().map(String::valueOf).toList());
    }

    @Test
    void takesTheLikeliestClassThatReachesOneThreshold() {
        Tensors made = threshold(Given.labels("good", "bad"), 2, 0.4f, 0.6f, 0.5f, 0.5f, 0.45f, 0.45f, NAN, NAN);

        assertThat(made.names()).containsExactly("label");
        assertThat(made.get("label").texts()).containsExactly("bad", "good", "", "");
    }

    @Test
    void asksEachClassByItsOwnThresholdInTheOrderWritten() {
        Settings at = Settings.builder("at")
                .put("bad", "0.3", "")
                .put("good", "0.5", "")
                .build();
        Settings settings = Settings.builder("settings")
                .putTexts("labels", List.of("good", "new", "bad"), "settings")
                .put("otherwise", "unsure", "settings")
                .put("flags", "reached", "settings")
                .put("at", at)
                .build();

        Tensors made = threshold(settings, 3, 0.6f, 0, 0.4f, 0.6f, 0.9f, 0.2f, 0.4f, 1, 0.1f);

        assertThat(made.get("label").texts()).containsExactly("bad", "good", "unsure");
        byte[] reached = new byte[9];
        made.get("reached").data().get(reached);
        assertThat(reached).containsExactly(1, 0, 1, 1, 0, 0, 0, 0, 0);
    }

    @Test
    void flagsWithoutNames() {
        Tensors made = threshold(Settings.of(Map.of("at", "0.7")), 1, 0.7f, 0.69f, NAN);

        assertThat(made.toString()).isEqualTo("{reached BOOL [3,1]}");
        assertThat(made.get("reached").data().get(0)).isEqualTo((byte) 1);
        assertThat(made.get("reached").data().getShort(1)).isZero();
    }

    @Test
    void saysWhenTheModelHasOtherClassesThanLabels() {
        assertThatThrownBy(() -> topK(Given.labels("a", "b"), 3, 1, 2, 3))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TRANSFORMER_FAILED))
                .hasMessage("top-k: 'probabilities' has 3 classes a row, but 2 labels are given");
        assertThatThrownBy(() -> topK(Settings.of(Map.of("k", "4")), 3, 1, 2, 3))
                .hasMessage("top-k: 'k' is 4, but 'probabilities' has 3 classes a row");
        assertThatThrownBy(() -> threshold(Given.labels("a", "b"), 3, 1, 2, 3))
                .hasMessage("threshold: 'probabilities' has 3 classes a row, but 2 labels are given");
    }

    @Test
    void refusesSettingsThatCannotBe(@TempDir Path folder) throws Exception {
        assertRefused(Given.labels("a", "b").with("k", Settings.empty()), "'k' must be a single value");
        assertRefused(Given.labels(), "'labels' must name at least one class");
        assertRefused(Settings.of(Map.of("k", "1001")), "'k' must be");
        assertRefused(Settings.of(Map.of("into", "x", "scores", "x")), "'scores' must be another column");
        for (String file : List.of("../labels.txt", "/etc/passwd", ".labels", "", "a\\b")) {
            assertRefused(Settings.of(Map.of("labels_file", file)), "must be the name of a file beside the model");
        }
        assertThatThrownBy(() -> Given.step(new TopKComponent(), Map.of("labels_file", "none.txt"), folder, "x", ""))
                .hasMessageContaining("'none.txt' must be a file beside the model of at most 16 MiB");
        Files.write(folder.resolve("bad.txt"), new byte[] {(byte) 0xFF});
        assertThatThrownBy(() -> Given.step(new TopKComponent(), Map.of("labels_file", "bad.txt"), folder, "x", ""))
                .hasMessage("'bad.txt' is not valid UTF-8");
        assertThatThrownBy(() -> threshold(Settings.empty().with("at", Settings.of(Map.of("a", "1"))), 1, 1))
                .hasMessageContaining(
                        "'at' must be one number, as neither 'labels' nor 'labels_file' names the classes");
        assertThatThrownBy(() -> threshold(Settings.of(Map.of("otherwise", "x")), 1, 1))
                .hasMessageContaining("'otherwise' is about labels, but neither 'labels' nor 'labels_file' names some");
        assertThatThrownBy(() -> threshold(Given.labels("good").with("at", Settings.of(Map.of("god", "1"))), 1, 1))
                .hasMessageContaining("'god' is not known here; did you mean 'good'?");
    }

    private static void assertRefused(Settings settings, String message) {
        assertThatThrownBy(() -> topK(settings, 2, 1, 2))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessageContaining(message);
    }

    @Test
    void classesWithoutLabelsAreCalledByTheirNumbers() {
        Tensors none = Tensors.of("probabilities", Tensor.ofFloats(Shape.of(0, 7)));

        assertThat(topK(Settings.of(Map.of("k", "2")), 3, 1, 3, 2).get("labels").texts())
                .containsExactly("1", "2");
        assertThat(Given.step(new TopKComponent(), Settings.of(Map.of("k", "2")))
                        .apply(none)
                        .get("labels")
                        .shape())
                .isEqualTo(Shape.of(0, 2));
    }
}
