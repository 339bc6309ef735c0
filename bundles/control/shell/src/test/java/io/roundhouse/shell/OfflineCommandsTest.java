package io.roundhouse.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Offline;
import io.roundhouse.server.control.Profiler.Profiled;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfflineCommandsTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream screen = new PrintStream(shown, true, UTF_8);
    private final List<Object> asked = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();
    private long now;

    private String shown() {
        return shown.toString(UTF_8);
    }

    private ProgressLine line(ProgressLine.Style style) {
        return new ProgressLine(style, screen, () -> now);
    }

    private final Offline offline = new Offline() {
        @Override
        public Learnt fit(Subject subject, Path data, Watch watch) {
            asked.add(subject);
            asked.add(data);
            return new Learnt(
                    "credit",
                    "2",
                    List.of("impute", "standardise"),
                    waiting,
                    2,
                    1_000,
                    Path.of("credit/2/fitted.yaml"));
        }

        @Override
        public Learnt fitAfter(Subject subject, Path data, Watch watch) {
            asked.add("after");
            return new Learnt("credit", "2", List.of("calibrate"), List.of(), 1, 500, Path.of("credit/2/fitted.yaml"));
        }

        @Override
        public Written transform(Subject subject, Transform transform, Watch watch) {
            asked.add(subject);
            asked.add(transform);
            return new Written("credit", "2", List.of("label", "x"), 1_000, transform.out());
        }

        @Override
        public Written answer(Subject subject, Transform transform, Watch watch) {
            asked.add("answer");
            return new Written("credit", "2", List.of("bad"), 1_000, transform.out());
        }
    };

    @Test
    void saysWhatWasLearntAndWhereItIs() {
        FitCommand command = new FitCommand();
        command.offline = offline;
        command.model = "credit";
        command.data = "train.csv";

        command.print(screen, line(ProgressLine.Style.NONE));

        assertThat(asked).containsExactly(OfflineDoor.subject("credit", ""), Path.of("train.csv"));
        assertThat(shown()).isEqualToNormalizingNewlines("""
            Learnt from 1000 rows in 2 passes: impute, standardise.
            Written to credit/2/fitted.yaml.
            """);
    }

    @Test
    void letsOnlyTheStepsAfterTheModelLearn() {
        FitCommand command = new FitCommand();
        command.offline = offline;
        command.model = "credit";
        command.data = "held-out.csv";
        command.after = true;

        command.print(screen, line(ProgressLine.Style.NONE));

        assertThat(asked).containsExactly("after");
        assertThat(shown()).startsWith("Learnt from 500 rows in 1 pass: calibrate.");
    }

    @Test
    void saysWhatWaitsForAModel() {
        waiting.add("calibrate");
        FitCommand command = new FitCommand();
        command.offline = offline;
        command.model = "credit";

        command.print(screen, line(ProgressLine.Style.NONE));

        assertThat(shown())
                .contains("There is no model yet, so these after it have not learnt: calibrate; when it is there, run"
                        + " this again with --after.");
    }

    @Test
    void writesAnswersWhereTheyAreAskedFor() {
        TransformCommand command = new TransformCommand();
        command.offline = offline;
        command.model = "credit";
        command.in = "data.csv";
        command.out = "x.csv";
        command.answers = true;

        command.print(screen, line(ProgressLine.Style.NONE));

        assertThat(asked).containsExactly("answer");
        assertThat(shown()).isEqualToNormalizingNewlines("Written 1000 rows of bad to x.csv.\n");
    }

    @Test
    void handsOnWhichColumnsToWrite() {
        TransformCommand command = new TransformCommand();
        command.offline = offline;
        command.model = "credit";
        command.version = "2";
        command.in = "data.csv";
        command.out = "x.csv";
        command.columns = "x";
        command.keep = "label,id:text";

        command.print(screen, line(ProgressLine.Style.NONE));

        assertThat(asked)
                .containsExactly(
                        OfflineDoor.subject("credit", "2"),
                        new Offline.Transform(
                                Path.of("data.csv"), Path.of("x.csv"), List.of("x"), List.of("label", "id:text")));
        assertThat(shown()).isEqualToNormalizingNewlines("Written 1000 rows of label, x to x.csv.\n");
    }

    private String profiled(String withoutOutputs, long refused) {
        ProfileCommand command = new ProfileCommand();
        command.profiler = (subject, data, inputsOnly, watch) -> {
            asked.addAll(List.of(subject, data, inputsOnly));
            List<String> outputs = withoutOutputs.isEmpty() ? List.of("score") : List.of();
            Path file = Path.of("credit/2/profile.json");
            return new Profiled(
                    "credit", "2", 12_000, refused, "row 1: too old", List.of("age"), outputs, withoutOutputs, file);
        };
        command.model = "credit";
        command.version = "2";
        command.data = "train.csv";
        command.inputsOnly = !withoutOutputs.isEmpty();
        command.print(screen, line(ProgressLine.Style.NONE));
        return shown();
    }

    @Test
    void saysWhatIsInAProfileAndHowItIsUsed() {
        assertThat(profiled("", 3)).isEqualToNormalizingNewlines("""
            Profiled 12,000 rows of credit:2: inputs age.
            Outputs score.
            3 rows are not in it, refused like the first: row 1: too old
            Written to credit/2/profile.json. In model.yaml: drift: { reference: 2/profile.json }
            """);
        assertThat(asked).containsExactly(OfflineDoor.subject("credit", "2"), Path.of("train.csv"), false);
    }

    @Test
    void saysThatAProfileIsWithoutOutputsAndWhy() {
        assertThat(profiled("as was asked for", 0))
                .contains("No outputs: the model was not asked, as was asked for.\n")
                .doesNotContain("refused");
    }

    @Test
    void saysWhichBundleIsMissing() {
        FitCommand command = new FitCommand();

        assertThatThrownBy(() -> command.print(screen, line(ProgressLine.Style.NONE)))
                .hasMessageContaining("feature:install roundhouse-offline");
    }

    @Test
    void drawsABarOverItselfAndTakesItAway() {
        try (ProgressLine line = line(ProgressLine.Style.BAR)) {
            now += 50_000_000L;
            line.at("transform", 1_024, 0.25); // too soon to be drawn
            now += 950_000_000L;
            line.at("transform", 2_048, 0.5);
        }

        assertThat(shown())
                .isEqualTo("\r"
                        + "\033[K[############............] transform: 50 %, 2,048 rows, 2,048 rows/s, 1 s"
                        + " left\r"
                        + "\033[K");
    }

    @Test
    void writesALineEveryTenSecondsWhereNobodySeesABar() {
        try (ProgressLine line = line(ProgressLine.Style.LINES)) {
            now += 5_000_000_000L;
            line.at("fit, pass 1", 1_000, 0.1);
            now += 5_000_000_000L;
            line.at("fit, pass 1", 2_000, 0.125);
        }

        assertThat(shown()).isEqualToNormalizingNewlines("fit, pass 1: 12 %, 2,000 rows, 200 rows/s, 1:10 left\n");
    }

    @Test
    void refusesAnotherWayToShowIt() {
        assertThatThrownBy(() -> ProgressLine.of("loud", null, screen))
                .hasMessage("--progress must be bar, lines or none, was 'loud'");
    }
}
