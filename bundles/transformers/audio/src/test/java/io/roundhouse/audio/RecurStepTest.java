package io.roundhouse.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.testkit.TestTensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurStepTest {
    private static final String PLACE = "model.yaml:5:5";

    /** Frames of two numbers: three, and one of which the rest is padding. */
    private static final Tensors FRAMES = Tensors.of(
                    "frames", Tensor.ofFloats(Shape.of(2, 3, 2), 1, 2, 3, 4, 5, 6, 7, 8, 99, 99, 99, 99))
            .with("n", Tensor.ofLongs(Shape.of(2), 3, 1));

    static Settings.Builder settings(String model) {
        Settings state = Settings.builder(PLACE)
                .put("input", "state", PLACE)
                .put("output", "stateN", PLACE)
                .putTexts("shape", List.of("2", "1"), PLACE)
                .put("from", "memory", PLACE)
                .put("into", "memory", PLACE)
                .build();
        return Settings.builder(PLACE)
                .put("model", model, PLACE)
                .put("counts", "n", PLACE)
                .putSections("state", List.of(state), PLACE)
                .putSections("constants", List.of(Given.settings("input=by", "value=10")), PLACE)
                .putSections("outputs", List.of(Given.settings("output=output", "into=speech")), PLACE);
    }

    private static RecurStep step(Settings settings) {
        return new RecurStep(RecurSettings.read(settings));
    }

    private static Tensors frames(float... memory) {
        return FRAMES.with("memory", Tensor.ofFloats(Shape.of(2, 2, 1), memory));
    }

    @Test
    void handsOnWhatTheModelRemembers() {
        Summing model = new Summing();

        Tensors made = step(settings("sum").build()).apply(frames(0, 0, 100, 5), model);

        assertThat(made.get("speech").shape()).isEqualTo(Shape.of(2, 3, 1));
        assertThat(TestTensors.floats(made.get("speech"))).containsExactly(30, 100, 210, 1150, 0, 0);
        assertThat(TestTensors.floats(made.get("memory"))).containsExactly(21, 3, 115, 6);
        assertThat(model.asked()).isEqualTo(4);
    }

    @Test
    void goesOnWithWhatItGaveBefore() {
        RecurStep step = step(settings("sum").build());
        Tensors first = step.apply(frames(0, 0, 0, 0), new Summing());

        Tensors second = step.apply(FRAMES.with("memory", first.get("memory")), new Summing());

        assertThat(TestTensors.floats(second.get("speech"))).startsWith(210 + 30, 210 + 100, 420);
    }

    @Test
    void takesAnswersOfAnotherShapeAndAsManyElements() {
        Summing flat = new Summing(new Deadline(System.nanoTime() + (1L << 60)), Shape.of(2));

        Tensors made = step(settings("sum").build()).apply(frames(0, 0, 0, 0), flat);

        assertThat(TestTensors.floats(made.get("memory"))).containsExactly(21, 3, 15, 1);
    }

    @Test
    void asksNobodyBeforeTheCountsAreRight() {
        Summing model = new Summing();
        Tensors wrong = frames(0, 0, 0, 0).with("n", Tensor.ofLongs(Shape.of(2), 3, 4));

        Given.assertRefused(ErrorCode.INVALID_INPUT, () -> step(settings("sum").build())
                        .apply(wrong, model))
                .hasMessageContaining("'n': row 1 is 4, must be 0..3");
        Given.assertRefused(
                        ErrorCode.INVALID_INPUT,
                        () -> step(settings("sum").put("frames_max", "3", PLACE).build())
                                .apply(frames(0, 0, 0, 0), model))
                .hasMessageContaining("'frames': 4 frames are more than the 3 a request may have");
        assertThat(model.asked()).isZero();
    }

    @Test
    void stopsAtTheDeadline() {
        Summing late = new Summing(new Deadline(System.nanoTime() - 1), Shape.of(2, 1));

        Given.assertRefused(
                        ErrorCode.DEADLINE_EXCEEDED,
                        () -> step(settings("sum").build()).apply(frames(0, 0, 0, 0), late))
                .hasMessageContaining("after 0 of 3 frames of row 0");
    }

    @Test
    void saysWhatTheModelDoesNotAnswer() {
        Settings lost = settings("sum")
                .putSections("outputs", List.of(Given.settings("output=probability")), PLACE)
                .build();
        Settings wide = settings("sum")
                .putSections("outputs", List.of(Given.settings("output=output", "width=4")), PLACE)
                .build();

        Given.assertRefused(ErrorCode.TRANSFORMER_FAILED, () -> step(lost).apply(frames(0, 0, 0, 0), new Summing()))
                .hasMessageContaining("model 'sum' has no output 'probability', it has [output, stateN]");
        Given.assertRefused(ErrorCode.TRANSFORMER_FAILED, () -> step(wide).apply(frames(0, 0, 0, 0), new Summing()))
                .hasMessageContaining("answers 'output' as FP32 [1,1], this step is told of FP32 with 4 elements");
        Given.assertRefused(
                ErrorCode.MODEL_NOT_FOUND,
                () -> step(settings("other").build()).apply(frames(0, 0, 0, 0), new Summing()));
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertRefused("'model' is missing", Settings.empty());
        assertRefused("'outputs' is missing: a list of {output: NAME, into: COLUMN}", Given.settings("model=sum"));
        assertRefused(
                "'state' leads to 'input' twice",
                settings("sum")
                        .putSections("constants", List.of(Given.settings("input=input", "value=1")), PLACE)
                        .build());
        assertRefused(
                "'outputs' leads to 'memory' twice",
                settings("sum")
                        .putSections("outputs", List.of(Given.settings("output=output", "into=memory")), PLACE)
                        .build());
        assertRefused(
                "'type' must be one of [int64, int32, fp32], was 'bool'",
                settings("sum")
                        .putSections("constants", List.of(Given.settings("input=by", "type=bool")), PLACE)
                        .build());
        assertRefused("'shape' is missing", shaped(null));
        assertRefused("'shape' must be a list of up to 8 numbers from 1", shaped(List.of("2", "0")));
        assertRefused("at most 4194304 elements, was [4096, 4096]", shaped(List.of("4096", "4096")));
    }

    private static Settings shaped(@org.jspecify.annotations.Nullable List<String> shape) {
        Settings.Builder state =
                Settings.builder(PLACE).put("input", "state", PLACE).put("output", "stateN", PLACE);
        if (shape != null) {
            state.putTexts("shape", shape, PLACE);
        }
        return settings("sum")
                .putSections("state", List.of(state.build()), PLACE)
                .build();
    }

    private static void assertRefused(String sentence, Settings settings) {
        Given.assertRefused(ErrorCode.INVALID_CONFIGURATION, () -> step(settings))
                .hasMessageContaining(sentence);
    }
}
