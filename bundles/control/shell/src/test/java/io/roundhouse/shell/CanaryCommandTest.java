package io.roundhouse.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.EngineCanaries;
import io.roundhouse.server.control.PluginControl.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanaryCommandTest {
    private final FakeCanaries canaries = new FakeCanaries();
    private final CanaryCommand command = new CanaryCommand();

    CanaryCommandTest() {
        command.canaries = canaries;
        command.rollouts = new FakeRollouts(FakeRollouts.CREDIT, FakeRollouts.FRAUD);
    }

    private static final class FakeCanaries implements EngineCanaries {
        final List<String> calls = new ArrayList<>();

        @Nullable
        Report report;

        @Override
        public Optional<Report> canary() {
            return Optional.ofNullable(report);
        }

        @Override
        public Report start(
                String engine,
                String version,
                List<String> models,
                double shadowPercent,
                double tolerance,
                boolean auto,
                Consumer<Step> progress) {
            calls.add("start " + engine + " " + version + " " + models + " " + shadowPercent + " " + tolerance + " "
                    + auto);
            progress.accept(new Step("resolve", "bundle 77", Duration.ofMillis(31)));
            report = new Report(engine, version, "1.20.0", List.of("credit"), shadowPercent, auto, 1, "watches");
            return report;
        }

        @Override
        public void promote(Consumer<Step> progress) {
            calls.add("promote");
        }

        @Override
        public void abort(Consumer<Step> progress) {
            calls.add("abort");
        }
    }

    private String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        command.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void startsOneAndShowsItsStepsAndTheJudgesNumbers() {
        command.engine = "onnxruntime";
        command.version = "1.29.0";
        command.models = "credit,minilm";
        command.shadow = "25%";
        command.tolerance = 1e-3;
        command.auto = true;

        String text = printed();

        assertThat(canaries.calls).containsExactly("start onnxruntime 1.29.0 [credit, minilm] 25.0 0.001 true");
        assertThat(text).containsPattern("resolve +31 ms +bundle 77").containsPattern("onnxruntime .*1.29.0 .*1.20.0");
        assertThat(text).contains("credit\n").contains("errors");
    }

    @Test
    void saysThatThereIsNone() {
        assertThat(printed()).contains("No engine is a canary.");
    }

    @Test
    void promotesAndAborts() {
        command.engine = "promote";
        assertThat(printed()).contains("is the engine in force now");
        command.engine = "abort";
        assertThat(printed()).contains("is gone");

        assertThat(canaries.calls).containsExactly("promote", "abort");
    }

    @Test
    void answersMistakesWithOneSentence() {
        command.engine = "onnxruntime";
        assertThatThrownBy(this::printed).hasMessageContaining("which version of onnxruntime is to watch?");
        command.version = "1.29.0";
        command.shadow = "much";
        assertThatThrownBy(this::printed).hasMessageContaining("must be a number of percent, like 20, was 'much'");
        command.canaries = null;
        assertThatThrownBy(this::printed).hasMessageContaining("feature:install roundhouse-rollouts");
    }
}
