package io.roundhouse.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.TestTensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CtcStepTest {
    private static final String KEYS = "a\nb\nß\n"; // with the blank and the space, 5 classes
    private static final int CLASSES = 5;

    @TempDir
    Path folder = Path.of("none");

    private Transformer ctc(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.putIfAbsent("column", "steps");
        settings.putIfAbsent("dictionary", "keys.txt");
        return Given.step(new CtcComponent(), settings, folder, "keys.txt", KEYS);
    }

    /** Rows that say these classes, each with that probability. */
    private static Tensors says(float sure, int[]... rows) {
        float[] all = new float[rows.length * rows[0].length * CLASSES];
        int at = 0;
        for (int[] row : rows) {
            for (int kind : row) {
                Arrays.fill(all, at, at + CLASSES, (1 - sure) / CLASSES);
                all[at + kind] = sure;
                at += CLASSES;
            }
        }
        return Tensors.of("steps", Tensor.ofFloats(Shape.of(rows.length, rows[0].length, CLASSES), all));
    }

    @Test
    void saysWhatStaysOnceAndWhatABlankParts() {
        Tensors read =
                ctc(Map.of()).apply(says(0.9f, new int[] {1, 1, 0, 1, 2, 4, 4, 3}, new int[] {0, 0, 0, 0, 0, 0, 0, 0}));

        assertThat(read.get("text").texts()).containsExactly("aab ß", "");
        assertThat(TestTensors.floats(read.get("confidence"))).containsExactly(0.9f, 0);
    }

    @Test
    void isAsSureAsItsCharactersAreOnAverage() {
        Tensors steps = Tensors.of(
                "steps", Tensor.ofFloats(Shape.of(1, 3, 5), 0, 1, 0, 0, 0, 0, 0.5f, 0, 0, 0, 0, 0, 0.6f, 0, 0.1f));

        Tensors read = ctc(Map.of()).apply(steps);

        assertThat(read.get("text").texts()).containsExactly("ab");
        assertThat(TestTensors.floats(read.get("confidence"))).containsExactly(new float[] {0.8f}, within(1e-6f));
    }

    @Test
    void takesNoNumberForABlank() {
        float nan = Float.NaN;
        Tensors steps =
                Tensors.of("steps", Tensor.ofFloats(Shape.of(1, 2, 5), nan, nan, nan, nan, nan, nan, 0, 1, nan, 0));

        assertThat(ctc(Map.of()).apply(steps).get("text").texts()).containsExactly("b");
    }

    @Test
    void theBlankMayStandElsewhereAndTheSpaceBeGone() {
        Transformer last = ctc(Map.of("blank", "3", "space", "false"));
        Tensors steps = Tensors.of("steps", Tensor.ofFloats(Shape.of(1, 3, 4), 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0));

        assertThat(last.apply(steps).get("text").texts()).containsExactly("aß");
    }

    @Test
    void readsNoRowsAndNoSteps() {
        assertThat(ctc(Map.of())
                        .apply(Tensors.of("steps", Tensor.ofFloats(Shape.of(0, 9, 5))))
                        .get("text")
                        .shape())
                .isEqualTo(Shape.of(0));
        assertThat(ctc(Map.of())
                        .apply(Tensors.of("steps", Tensor.ofFloats(Shape.of(2, 0, 5))))
                        .get("text")
                        .texts())
                .containsExactly("", "");
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThatThrownBy(() -> ctc(Map.of()).apply(Tensors.of("steps", Tensor.ofFloats(Shape.of(1, 1, 2), 1, 2))))
                .hasMessage("ctc: 'steps' has 2 characters a step, but the dictionary, the blank and the space are 5");
        assertThatThrownBy(() -> ctc(Map.of("blank", "5"))).hasMessageContaining("'blank' must be");
        assertThatThrownBy(() -> ctc(Map.of("dictionary", "gone.txt")))
                .hasMessageContaining("'gone.txt' must be a file");
        assertThatThrownBy(() ->
                        Given.step(new CtcComponent(), Map.of("column", "c", "dictionary", "k"), folder, "k", "a\n\nb"))
                .hasMessage("'k' must have a character on each line, line 2 is empty");
        assertThatThrownBy(
                        () -> Given.step(new CtcComponent(), Map.of("column", "c", "dictionary", "k"), folder, "k", ""))
                .hasMessage("'k' must have a character on each line, it has no line");
        assertThatThrownBy(() -> Given.step(new CtcComponent(), Map.of("column", "c")))
                .hasMessageContaining("'dictionary' is missing");
    }

    @Property(tries = 200)
    void saysAnyTextThatIsSpelt(@ForAll @StringLength(min = 1, max = 20) @CharRange(from = 'a', to = 'b') String text) {
        Alphabet alphabet = Alphabet.of(List.of("a", "b", "ß"), 0, true);
        int[] spelt = new int[text.length() * 2];
        for (int i = 0; i < text.length(); i++) {
            spelt[2 * i + 1] = text.charAt(i) - 'a' + 1; // a blank before each
        }

        Tensors read = new CtcStep("steps", "text", "confidence", alphabet).apply(says(0.5f, spelt));

        assertThat(read.get("text").texts()).containsExactly(text);
    }
}
