package io.roundhouse.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.FakeModelArtifact;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyStepTest {
    private static final String WORDS = "<pad>\n<unk>\nthe\nquick\nfox\nétude\n";

    private final Path folder;

    VocabularyStepTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Transformer step(Settings settings) {
        return new VocabularyComponent()
                .create(FakeModelArtifact.in(folder).file("vocab.txt", WORDS).artifact(), settings);
    }

    @Test
    void givesEachWordItsLineAndFillShortRows() {
        Tensors made = step(Settings.empty()).apply(Texts.column("the quick  brown\tfox", "fox", ""));

        assertThat(made.get("input_ids").shape()).isEqualTo(Shape.of(3, 4));
        assertThat(Texts.longs(made, "input_ids")).containsExactly(2, 3, 1, 4, 4, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Texts.longs(made, "attention_mask")).containsExactly(1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void cutsWordsFromWhatStandsAroundThem() {
        Settings settings = Settings.builder("settings")
                .put("split", "words", "settings")
                .put("lowercase", "true", "settings")
                .put("length_max", "3", "settings")
                .put("pad", "<unk>", "settings")
                .put("unknown", "<pad>", "settings")
                .putTexts("into", List.of("ids"), "settings")
                .build();

        Tensors made = step(settings).apply(Texts.column("«The» (Étude), quick-fox!", "𝒳?"));

        assertThat(made.names()).containsExactly("ids");
        assertThat(Texts.longs(made, "ids")).containsExactly(2, 5, 3, 0, 1, 1);
    }

    @Test
    void refusesMoreThanARequestMayHave() {
        assertRefused(Map.of("bytes_max", "4"), "'text': row 1 has 5 bytes, at most 4");
        assertRefused(
                Map.of("ids_max", "3"),
                "'text': 2 rows of 3 words are more than the 3 words a request may have; send fewer rows");
    }

    private void assertRefused(Map<String, String> settings, String message) {
        assertThatThrownBy(() -> step(Settings.of(settings)).apply(Texts.column("a", "a b c")))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessage(message);
    }

    @Test
    void saysWhatIsWrongWithAVocabulary() {
        assertNotLoaded("a\nb\n<unk>\nb\n", Map.of(), "vocabulary: 'v.txt' has 'b' on the lines 2 and 4");
        assertNotLoaded("a\nb\n", Map.of(), "'unknown' is missing: 'v.txt' has none of [[UNK], <unk>, <UNK>]");
        assertNotLoaded("a\n", Map.of("unknown", "b"), "'unknown' must be a word of the vocabulary, was 'b'");
        assertNotLoaded("a\n", Map.of("file", "w.txt"), "'w.txt' must be a file beside the model of at most 64 MiB");
        assertNotLoaded("a\n", Map.of("file", "../v.txt"), "must be the name of a file beside the model");
        assertNotLoaded("<unk>\n", Map.of("into", "ids"), "'into' must be a list of single values");
        assertNotLoaded("<unk>\n", Map.of("splt", "words"), "did you mean 'split'?");
    }

    private void assertNotLoaded(String words, Map<String, String> more, String message) {
        Settings.Builder settings = Settings.builder("settings").put("file", "v.txt", "settings");
        more.forEach((key, value) -> settings.put(key, value, "settings"));
        assertThatThrownBy(() -> new VocabularyComponent()
                        .create(
                                FakeModelArtifact.in(folder)
                                        .file("v.txt", words)
                                        .artifact(),
                                settings.build()))
                .hasMessageContaining(message);
    }
}
