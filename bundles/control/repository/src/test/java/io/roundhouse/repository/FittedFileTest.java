package io.roundhouse.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Fitted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FittedFileTest {
    static final String DATA = "0f".repeat(32);

    static final Fitted FITTED = new Fitted(
            "9f3a0c12ab34",
            DATA,
            3117,
            List.of(
                    new Fitted.Step(0, "impute", "1.0.0", Settings.of(Map.of("mean", "-1.25E-7"))),
                    new Fitted.Step(1, "clip", "1.0.1", Settings.empty())));

    static final String TEXT = """
            chain: 9f3a0c12ab34
            data: { sha256: %s, rows: 3117 }
            steps:
              - { index: 0, step: impute, version: 1.0.0, settings: { mean: -1.25E-7 } }
              - { index: 1, step: clip, version: 1.0.1 }
            """.formatted(DATA);

    private final Path folder;

    FittedFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Fitted read(String text) throws IOException {
        Files.writeString(folder.resolve("fitted.yaml"), text);
        return FittedFile.read("models/m/1", folder).orElseThrow();
    }

    @Test
    void readsWhatAPersonMightWrite() throws IOException {
        assertThat(read(TEXT)).isEqualTo(FITTED);
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        FittedFile.write(folder, FITTED);

        assertThat(FittedFile.read("models/m/1", folder)).contains(FITTED);
        assertThat(Files.readString(folder.resolve("fitted.yaml"))).isEqualTo("""
                # Written by roundhouse fit; what the steps of this version learnt.
                chain: 9f3a0c12ab34
                data:
                  sha256: %s
                  rows: 3117
                steps:
                - index: 0
                  step: impute
                  version: 1.0.0
                  settings:
                    mean: -1.25E-7
                - index: 1
                  step: clip
                  version: 1.0.1
                  settings: {}
                """.formatted(DATA));
    }

    private static final Fitted WITH_AFTER = new Fitted(
            FITTED.chain(),
            DATA,
            3117,
            FITTED.steps(),
            Optional.of(new Fitted.After(
                    "aa3a0c12ab34",
                    true,
                    "1e".repeat(32),
                    99,
                    List.of(new Fitted.Step(0, "calibrate", "1.0.0", Settings.of(Map.of("temperature", "1.5")))))));

    @Test
    void knowsWhetherTheModelIsThatOfWhichTheStepsAfterItLearnt() throws IOException {
        Path model = Files.writeString(folder.resolve("model.onnx"), "one");
        FittedFile.write(folder, WITH_AFTER);

        assertThat(FittedFile.read("models/m/1", folder)).contains(WITH_AFTER);
        String text = Files.readString(folder.resolve("fitted.yaml"));
        assertThat(text).containsPattern("""
                after:
                  chain: aa3a0c12ab34
                  model: [0-9a-f]{64}
                  data:
                    sha256: %s
                    rows: 99
                  steps:
                  - index: 0
                    step: calibrate
                """.formatted("1e".repeat(32)));
        Files.writeString(model, "two");
        Fitted.After stale =
                FittedFile.read("models/m/1", folder).orElseThrow().after().orElseThrow();
        assertThat(stale.ofThisModel()).isFalse();
        assertThat(stale.steps()).isEqualTo(WITH_AFTER.after().orElseThrow().steps());
        Files.writeString(model, "one");
        assertThat(FittedFile.read("models/m/1", folder)).contains(WITH_AFTER);
        Files.writeString(folder.resolve("labels.txt"), "good");
        assertThat(FittedFile.read("models/m/1", folder)
                        .orElseThrow()
                        .after()
                        .orElseThrow()
                        .ofThisModel())
                .isFalse();
        assertThatThrownBy(() -> read(text.replaceFirst("model: ..", "model: xy")))
                .hasMessageContaining("'model' must be [0-9a-f]{64}");
    }

    @Test
    void stepsThatHadNothingToLearnSawNoRows() throws IOException {
        assertThat(read(TEXT.replace("rows: 3117", "rows: 0")).rows()).isZero();
    }

    @Test
    void writesOverTheOldOneAndLeavesNothingElse() throws IOException {
        read(TEXT.replace("3117", "5"));

        FittedFile.write(folder, FITTED);

        assertThat(FittedFile.read("models/m/1", folder)).contains(FITTED);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aVersionWithoutTheFileLearntNothing() throws IOException {
        assertThat(FittedFile.read("models/m/1", folder)).isEmpty();
    }

    @Test
    void whatCouldNotBeReadAgainIsNotWritten() throws IOException {
        read(TEXT);
        Settings huge = Settings.of(Map.of("words", "x".repeat(FittedFile.LIMITS.bytesMax())));
        Fitted tooLarge = new Fitted("9f3a0c12ab34", DATA, 1, List.of(new Fitted.Step(0, "a", "1", huge)));

        assertThatThrownBy(() -> FittedFile.write(folder, tooLarge))
                .isInstanceOf(InferenceException.class)
                .hasMessageMatching("fitted.yaml has \\d+ bytes, at most 4194304 are allowed");

        assertThat(FittedFile.read("models/m/1", folder)).contains(FITTED);
    }

    @Test
    void makesTheFolderOfAVersionThatHasNothingYet() throws IOException {
        FittedFile.write(folder.resolve("7"), FITTED);

        assertThat(FittedFile.read("models/m/7", folder.resolve("7"))).contains(FITTED);
    }

    @Test
    void aFolderThatCannotBeIsSaidWithoutItsPath() throws IOException {
        Files.writeString(folder.resolve("7"), "a file");

        assertThatThrownBy(() -> FittedFile.write(folder.resolve("7"), FITTED))
                .hasMessageStartingWith("fitted.yaml cannot be written into the folder of version '7': ")
                .hasMessageNotContaining(folder.toString());
    }

    @Test
    void aFileThatIsTooLargeIsNotEvenRead() throws IOException {
        byte[] large = new byte[FittedFile.LIMITS.bytesMax() + 1];
        Files.write(folder.resolve("fitted.yaml"), large);

        assertThatThrownBy(() -> FittedFile.read("models/m/1", folder))
                .hasMessage("models/m/1/fitted.yaml has 4194305 bytes, at most 4194304 are allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            9f3a0c12ab34       | x            | :1:1: 'chain' must be [0-9a-f]{12}, was 'x'
            sha256: 0f         | sha256: 0z0f | :2:9: 'sha256' must be [0-9a-f]{64}
            rows: 3117         | rows: many   | :2:83: 'rows' must be a whole number
            rows: 3117         | cols: 3117   | 'cols' is not known here
            index: 1           | index: 0     | :5:7: 'index' must be a whole number 1..31, was '0'
            step: impute       | stop: impute | :4:17: 'stop' is not known here; did you mean 'step'?
            settings: {        | settings: [  | models/m/1/fitted.yaml:4:
            chain:             | "chain: 1\nchain:" | :2:1: 'chain' is written twice
            """)
    void whatIsWrongIsSaidWithItsPlace(String from, String to, String message) {
        assertThatThrownBy(() -> read(TEXT.replaceFirst(java.util.regex.Pattern.quote(from), to.replace("\\n", "\n"))))
                .isInstanceOf(InferenceException.class)
                .hasMessageStartingWith("models/m/1/fitted.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void aByteThatIsNoTextIsRefused() throws IOException {
        Files.write(folder.resolve("fitted.yaml"), "chain: \u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> FittedFile.read("models/m/1", folder))
                .hasMessage("models/m/1/fitted.yaml: is not valid UTF-8");
    }
}
