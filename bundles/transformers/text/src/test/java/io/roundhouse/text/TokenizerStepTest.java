package io.roundhouse.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerStepTest {
    private final Path directory;

    TokenizerStepTest(@TempDir Path directory) {
        this.directory = Texts.miniLm(directory);
    }

    @Test
    void givesTheIdsThatMiniLmWasTrainedOn() {
        Tensors made = apply(Map.of(), "How do I restart the server?");

        assertThat(Texts.longs(made, "input_ids")).containsExactly(101, 2129, 2079, 1045, 23818, 1996, 8241, 1029, 102);
        assertThat(Texts.longs(made, "attention_mask")).containsOnly(1);
        assertThat(Texts.longs(made, "token_type_ids")).containsOnly(0);
        assertThat(made.get("input_ids").shape()).isEqualTo(Shape.of(1, 9));
    }

    @Test
    void fillsShortRowsToTheLongestOfTheRequestWhateverTheFileSays() {
        Tensors made = apply(Map.of(), "hello", "hello hello hello", "");

        assertThat(Texts.longs(made, "input_ids"))
                .containsExactly(101, 7592, 102, 0, 0, 101, 7592, 7592, 7592, 102, 101, 102, 0, 0, 0);
        assertThat(Texts.longs(made, "attention_mask")).containsExactly(1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0);
    }

    @Test
    void fillsToTheLengthThatIsAskedFor() {
        Tensors fixed = apply(Map.of("padding", "max-length", "length_max", "16"), "hello");
        Tensors rounded = apply(Map.of("multiple_of", "8"), "one two three four five six seven");
        Tensors capped = apply(Map.of("multiple_of", "8", "length_max", "12"), "one two three four five six seven");

        assertThat(fixed.get("input_ids").shape()).isEqualTo(Shape.of(1, 16));
        assertThat(rounded.get("input_ids").shape()).isEqualTo(Shape.of(1, 16));
        assertThat(capped.get("input_ids").shape()).isEqualTo(Shape.of(1, 12));
    }

    @Test
    void cutsALongTextAndKeepsItsEnd() {
        long[] ids = Texts.longs(apply(Map.of("length_max", "8"), "word ".repeat(10_000)), "input_ids");

        assertThat(ids).containsExactly(101, 2773, 2773, 2773, 2773, 2773, 2773, 102);
    }

    @Test
    void refusesALongTextWhereItMayNotCut() {
        Map<String, String> settings = Map.of("length_max", "4", "truncation", "false");

        assertInvalid(() -> apply(settings, "ok", "one two three"), "'text': row 1 has 5 tokens, at most 4");
        assertThat(apply(settings, "one two").get("input_ids").shape()).isEqualTo(Shape.of(1, 4));
    }

    @Test
    void readsEveryScript() {
        Tensors made = apply(Map.of(), "Zürich", "東京", "\uD83D\uDE80", "a\0b", "\uFFFD", "e\u0301");

        assertThat(made.get("input_ids").shape().rows()).isEqualTo(6);
        assertThat(Texts.longs(apply(Map.of(), "Zürich"), "input_ids")).containsExactly(101, 10204, 102);
        assertThat(Texts.longs(apply(Map.of(), "e\u0301"), "input_ids")).containsExactly(101, 1041, 102);
        assertThat(Texts.longs(apply(Map.of(), "\uD83D\uDE80"), "input_ids")).containsExactly(101, 100, 102);
    }

    @Test
    void refusesBytesThatAreNoTextAndSaysWhichRow() {
        byte[] good = "good".getBytes(StandardCharsets.UTF_8);
        for (byte[] bad : List.of(
                new byte[] {(byte) 0xFF},
                new byte[] {'a', (byte) 0xC3},
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})) {
            Tensors columns = Tensors.of("text", Tensor.ofBytes(Shape.of(2), List.of(good, bad)));
            try (TokenizerStep step = Texts.step(directory, Map.of())) {
                assertInvalid(() -> step.apply(columns), "'text': row 1 is not valid UTF-8");
            }
        }
    }

    @Test
    void refusesTextsOverItsLimits() {
        assertInvalid(() -> apply(Map.of("bytes_max", "4"), "four", "fifth"), "row 1 has 5 bytes, at most 4");
        assertInvalid(
                () -> apply(Map.of("tokens_max", "8"), "a b", "c", "d"),
                "3 rows of 4 tokens are more than the 8 tokens a request may have");
        assertThat(apply(Map.of("tokens_max", "8"), "a b", "c").size()).isEqualTo(3);
    }

    @Test
    void writesOnlyTheColumnsThatAreNamed() {
        Settings settings = Settings.builder("model.yaml:5:5")
                .putTexts("into", List.of("ids", "mask"), "model.yaml:5:9")
                .build();
        try (TokenizerStep step = Texts.step(directory, settings)) {
            assertThat(step.writes()).hasToString("[ids INT64 [-1,-1], mask INT64 [-1,-1]]");
            assertThat(step.apply(Texts.column("hello")).names()).containsExactly("ids", "mask");
        }
    }

    @Test
    void answersNoRowsWithNoRows() {
        assertThat(apply(Map.of()).get("input_ids").shape()).isEqualTo(Shape.of(0, 0));
    }

    @Test
    void survivesAUseAfterItsEnd() {
        TokenizerStep step = Texts.step(directory, Map.of());
        step.close();
        step.close();

        assertThatThrownBy(() -> step.apply(Texts.column("hello"))).isInstanceOf(IllegalStateException.class);
    }

    private Tensors apply(Map<String, String> settings, String... texts) {
        try (TokenizerStep step = Texts.step(directory, settings)) {
            return step.apply(Texts.column(texts));
        }
    }

    private static void assertInvalid(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining(message);
    }
}
