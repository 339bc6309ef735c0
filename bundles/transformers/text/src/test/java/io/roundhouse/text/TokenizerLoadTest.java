package io.roundhouse.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerLoadTest {
    private final Path directory;

    TokenizerLoadTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertRefused(Map.of(), ErrorCode.LOAD_FAILED, "'tokenizer.json' must be a file beside the model");

        Files.writeString(directory.resolve("tokenizer.json"), "{broken");
        assertRefused(Map.of(), ErrorCode.LOAD_FAILED, "'tokenizer.json' is not a tokenizer: key must be a string");

        Files.write(directory.resolve("tokenizer.json"), new byte[] {(byte) 0xFF, 0});
        assertRefused(Map.of(), ErrorCode.LOAD_FAILED, "'tokenizer.json' is not a tokenizer");
    }

    @Test
    void refusesAVocabularyThatCannotReadAWord() throws IOException {
        Files.writeString(directory.resolve("tokenizer.json"), """
                {"version":"1.0","added_tokens":[],"pre_tokenizer":{"type":"Whitespace"},
                 "model":{"type":"WordLevel","vocab":{"one":0},"unk_token":"[UNK]"}}""");

        assertRefused(Map.of(), ErrorCode.LOAD_FAILED, "'tokenizer.json' does not work: ");
    }

    @Test
    void refusesSettingsThatDoNotFitTheFile() {
        Texts.miniLm(directory);

        assertRefused(
                Map.of("length_max", "2"),
                ErrorCode.INVALID_CONFIGURATION,
                "'length_max' must be above the 2 tokens that 'tokenizer.json' adds to every text, was 2");
        assertRefused(
                Map.of("pad_token", "no such token"),
                ErrorCode.INVALID_CONFIGURATION,
                "'pad_token' must be one token of the vocabulary, 'no such token' is 3");
    }

    @Test
    void refusesSettingsThatCannotBe() {
        for (String file : new String[] {"../tokenizer.json", "/etc/passwd", "a/b", "..", ".hidden", "", "a\\b"}) {
            assertRefused(Map.of("file", file), ErrorCode.INVALID_CONFIGURATION, "must be the name of a file beside");
        }
        assertRefused(Map.of("length_max", "0"), ErrorCode.INVALID_CONFIGURATION, "1..131072, was '0'");
        assertRefused(
                Map.of("padding", "longish"), ErrorCode.INVALID_CONFIGURATION, "must be one of [longest, max-length]");
        assertRefused(Map.of("lenght_max", "8"), ErrorCode.INVALID_CONFIGURATION, "did you mean 'length_max'?");
    }

    @Test
    void takesTheFillerThatTheVocabularyHas() throws IOException {
        Files.writeString(directory.resolve("tokenizer.json"), Vocabularies.WORDS);
        try (TokenizerStep usual = Texts.step(directory, Map.of());
                TokenizerStep named = Texts.step(directory, Map.of("pad_token", "two"))) {
            assertThat(Texts.longs(usual.apply(Texts.column("one", "one two")), "input_ids"))
                    .containsExactly(5, 1, 5, 6);
            assertThat(Texts.longs(named.apply(Texts.column("one", "one two")), "input_ids"))
                    .containsExactly(5, 6, 5, 6);
        }
    }

    @Test
    void namesTheMachinesItHasALibraryFor() {
        assertThat(NativeLibrary.resource("Linux", "amd64")).isEqualTo("/native/lib/linux-x86_64/cpu/libtokenizers.so");
        assertThat(NativeLibrary.class.getResource(NativeLibrary.resource("Linux", "aarch64")))
                .isNotNull();
        assertThatThrownBy(() -> NativeLibrary.resource("Linux", "riscv64"))
                .hasMessageContaining("no native tokenizer library for Linux riscv64; there is for Linux on [aarch64,");
    }

    private void assertRefused(Map<String, String> settings, ErrorCode code, String message) {
        assertThatThrownBy(() -> Texts.step(directory, settings).close())
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
