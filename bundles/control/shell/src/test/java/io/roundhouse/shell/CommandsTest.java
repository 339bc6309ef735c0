package io.roundhouse.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.server.control.Feedback;
import io.roundhouse.server.control.Feedback.Report;
import io.roundhouse.server.control.PluginControl.Plugin;
import io.roundhouse.server.control.PluginControl.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final ModelStatus FRAUD = new ModelStatus(
            new ModelId("fraud", "7"),
            ModelState.LIVE,
            "",
            Optional.of(new ModelSpec(
                    "onnxruntime_onnx",
                    List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, 64))),
                    List.of(new TensorSpec("y", DataType.FP32, Shape.of(-1, 8))),
                    true)),
            "onnxruntime",
            "1.29.0",
            List.of("stable"),
            List.of("champion", "stable"),
            List.of("tokenizer 0.1.0"),
            1_700_000_000_000L,
            List.of("runs on cpu"));
    private static final ModelStatus BROKEN = new ModelStatus(
            new ModelId("broken", "1"),
            ModelState.FAILED,
            "models/broken/model.yaml:3:1: 'bathcing' is not known here",
            Optional.empty(),
            "onnxruntime",
            "",
            List.of(),
            List.of(),
            0);

    @Test
    void modelsTellsStateEngineAndReason() {
        ModelsCommand command = new ModelsCommand();
        command.catalog = new FakeCatalog(BROKEN, FRAUD);

        String text = printed(command::print);

        assertThat(text)
                .contains("Live since", "fraud", "LIVE", "onnxruntime 1.29.0", "2023-11-14T22:13:20Z")
                .contains("FAILED", "models/broken/model.yaml:3:1: 'bathcing' is not known here");
    }

    @Test
    void modelsWithoutAnySaysWhereToPutOne() {
        ModelsCommand command = new ModelsCommand();
        command.catalog = new FakeCatalog();

        assertThat(printed(command::print)).contains("Put a folder NAME/1/model.onnx into the models directory.");
    }

    @Test
    void jsonIsAnArrayOfObjectsWithTheColumnsAsKeys() {
        ModelsCommand command = new ModelsCommand();
        command.catalog = new FakeCatalog(FRAUD);
        command.json = true;

        assertThat(printed(command::print).replaceAll("\\s", ""))
                .startsWith("[{\"model\":\"fraud\",\"version\":\"7\",\"state\":\"LIVE\"")
                .endsWith("\"reason\":\"-\"}]");
    }

    @Test
    void modelTellsInputsAndOutputs() {
        ModelCommand command = new ModelCommand();
        command.catalog = new FakeCatalog(FRAUD, BROKEN);
        command.name = "fraud";

        assertThat(printed(command::print))
                .contains("x FP32 [-1,64]", "y FP32 [-1,8]", "tokenizer 0.1.0")
                .containsPattern("labels\\W+champion, stable")
                .containsPattern("note\\W+runs on cpu")
                .containsPattern("router\\W+1,234 requests without key");
    }

    @Test
    void modelSuggestsTheNearestName() {
        ModelCommand command = new ModelCommand();
        command.catalog = new FakeCatalog(FRAUD, BROKEN);
        command.name = "frued";

        assertThatThrownBy(() -> printed(command::print))
                .isInstanceOfSatisfying(InferenceException.class, failure -> assertThat(failure.code())
                        .isEqualTo(ErrorCode.MODEL_NOT_FOUND))
                .hasMessage("no model is named 'frued'; did you mean 'fraud'? Known are [broken, fraud]");
    }

    @Test
    void enginesListsEnginesOnlyAndPluginsListsAll() {
        FakePlugins plugins = new FakePlugins();
        EnginesCommand engines = new EnginesCommand();
        engines.plugins = plugins;
        PluginsCommand all = new PluginsCommand();
        all.plugins = plugins;

        assertThat(printed(engines::print)).contains("onnxruntime", "1.29.0").doesNotContain("weighted");
        assertThat(printed(all::print)).contains("onnxruntime", "weighted");
    }

    private static FeedbackCommand feedback(Report... reports) {
        FeedbackCommand command = new FeedbackCommand();
        command.feedback = new Feedback() {
            @Override
            public Receipt take(String model, List<Item> items) {
                throw new AssertionError("the shell only looks");
            }

            @Override
            public List<Report> reports() {
                return List.of(reports);
            }
        };
        return command;
    }

    private static final Report CREDIT = new Report(
            "credit",
            true,
            17,
            Map.of("joined", 12L, "late", 3L),
            List.of(new Feedback.ArmReport(
                    new ServedBy(new ModelId("credit", "2"), "canary", "onnxruntime", "1.29.0"),
                    20,
                    12,
                    0.75,
                    12,
                    0.5,
                    0.125,
                    0.8125,
                    0.001,
                    0.0625,
                    List.of(new Feedback.ReliabilityBin(5, 0.25, 0.2), new Feedback.ReliabilityBin(7, 0.75, 0.8571)),
                    0,
                    Double.NaN)),
            "the disk is nearly full");

    @Test
    void feedbackTellsHowRightEachArmWas() {
        FeedbackCommand command = feedback(CREDIT);

        assertThat(printed(command::print))
                .contains(
                        "Log loss",
                        "credit",
                        "canary",
                        "onnxruntime 1.29.0",
                        "0.7500",
                        "0.1250",
                        "0.8125",
                        "0.0010",
                        "0.0625")
                .doesNotContain("NaN");
    }

    @Test
    void feedbackTellsWhetherProbabilitiesAreWhatTheySay() {
        FeedbackCommand command = feedback(CREDIT);
        command.reliability = true;

        assertThat(printed(command::print)).contains("Probability", "canary", "0.2500", "0.2000", "0.7500", "0.8571");
    }

    @Test
    void feedbackTellsWhatCameOfTheLabels() {
        FeedbackCommand command = feedback(CREDIT);
        command.counts = true;
        command.json = true;

        assertThat(printed(command::print).replaceAll("\\s", ""))
                .startsWith("[{\"model\":\"credit\",\"kept\":\"17\",\"joined\":\"12\",\"unknown\":\"0\",\"late\":\"3\"")
                .contains("\"note\":\"thediskisnearlyfull\"");
    }

    @Test
    void feedbackOfAModelThatTakesNoneSaysSo() {
        FeedbackCommand command = feedback(CREDIT);
        command.name = "credti";

        assertThatThrownBy(() -> printed(command::print))
                .hasMessage("model 'credti' takes no feedback; did you mean 'credit'? Known are [credit]");
    }

    @Test
    void swapShowsEachStepWithItsTime() {
        SwapCommand command = new SwapCommand();
        command.plugins = new FakePlugins();
        command.engine = "onnxruntime";
        command.version = "1.20.0";

        assertThat(printed(command::print))
                .contains("resolve", "12 ms", "unmapped", "1.5 s")
                .contains("onnxruntime is 1.20.0 now, after 1.5 s.");
    }

    @Test
    void inferSendsTheFileAndPrintsTheAnswer(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("request.json"), "{}");
        InferCommand command = new InferCommand();
        command.inference = (model, request) ->
                (model + new String(request, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        command.name = "fraud";
        command.file = file.toString();

        assertThat(printed(command::print)).isEqualToIgnoringNewLines("fraud{}");
    }

    @Test
    void inferWithoutTheFileSaysWhich(@TempDir Path folder) {
        InferCommand command = new InferCommand();
        command.inference = (model, request) -> request;
        command.name = "fraud";
        command.file = folder.resolve("absent.json").toString();

        assertThatThrownBy(() -> printed(command::print)).hasMessageContaining("absent.json cannot be read");
    }

    private static String printed(Consumer<PrintStream> command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            command.accept(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static final class FakePlugins implements io.roundhouse.server.control.PluginControl {
        @Override
        public List<Plugin> plugins() {
            return List.of(
                    new Plugin(
                            "engine",
                            "onnxruntime",
                            "1.29.0",
                            "io.roundhouse.onnxruntime 1.29.0",
                            70,
                            List.of("fraud:7")),
                    new Plugin("router", "weighted", "0.1.0", "io.roundhouse.weighted 0.1.0", 71, List.of()));
        }

        @Override
        public List<Step> swap(String engine, String version, Consumer<Step> progress) {
            List<Step> steps = List.of(
                    new Step("resolve", "installed", Duration.ofMillis(12)),
                    new Step("unmapped", "no mapping is left", Duration.ofMillis(1500)));
            steps.forEach(progress);
            return steps;
        }

        @Override
        public List<Step> addBeside(String engine, String version, Consumer<Step> progress) {
            throw new AssertionError("no command adds an engine");
        }

        @Override
        public List<Step> takeAway(String engine, String version, Consumer<Step> progress) {
            throw new AssertionError("no command takes one away");
        }
    }
}
