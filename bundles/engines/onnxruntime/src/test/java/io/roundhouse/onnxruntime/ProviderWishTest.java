package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderWishTest {
    private static final String AT = "model.yaml:2:3";

    @Test
    void asksForNothingWhereNothingIsWritten() {
        assertThat(ProviderWish.of(Settings.empty())).isEmpty();
    }

    @Test
    void asksForAWord() {
        assertThat(ProviderWish.of(Settings.of(Map.of("require", "cuda"))))
                .containsExactly(new ProviderWish("cuda", true, Settings.empty()));
    }

    @Test
    void asksForWhatIsPreferredBeforeWhatIsRequired() {
        Settings engine = Settings.builder(AT)
                .put("require", "cuda", AT)
                .putTexts("prefer", List.of("tensorrt", "openvino"), AT)
                .build();

        assertThat(ProviderWish.of(engine).stream().map(ProviderWish::word))
                .containsExactly("tensorrt", "openvino", "cuda");
        assertThat(ProviderWish.of(engine).stream().map(ProviderWish::required)).containsExactly(false, false, true);
    }

    @Test
    void takesOptionsWithAWordAndInAList() {
        Settings options = Settings.of(Map.of("device_id", "1"));
        Settings alone = Settings.builder(AT).put("cuda", options).build();
        Settings listed = Settings.builder(AT)
                .putSections("prefer", List.of(section("tensorrt", Settings.empty()), alone), AT)
                .build();

        assertThat(ProviderWish.of(Settings.builder(AT).put("require", alone).build()))
                .containsExactly(new ProviderWish("cuda", true, options));
        assertThat(ProviderWish.of(listed))
                .containsExactly(
                        new ProviderWish("tensorrt", false, Settings.empty()),
                        new ProviderWish("cuda", false, options));
    }

    @Test
    void refusesTwoInOneSectionAsTheirOrderWouldNotBeSure() {
        Settings both = Settings.builder(AT)
                .put("cuda", Settings.empty())
                .put("tensorrt", Settings.empty())
                .build();

        assertThatThrownBy(() ->
                        ProviderWish.of(Settings.builder(AT).put("prefer", both).build()))
                .hasMessageContaining("must name one execution provider in each section, was [cuda, tensorrt]");
    }

    @Test
    void refusesAWordThatItDoesNotKnowOrHasHad() {
        assertThatThrownBy(() -> ProviderWish.of(Settings.of(Map.of("prefer", "cuda", "require", "cuda"))))
                .hasMessageContaining("'require' asks for cuda a second time");
        assertThatThrownBy(() -> ProviderWish.of(Settings.of(Map.of("prefer", "cudaa"))))
                .hasMessageContaining("'prefer' names no execution provider, was 'cudaa'; did you mean 'cuda'?");
    }

    @Test
    void callsProvidersAsTheReleaseDoesInShort() {
        assertThat(ProviderWish.word("CUDAExecutionProvider")).isEqualTo("cuda");
        assertThat(ProviderWish.word("TensorrtExecutionProvider")).isEqualTo("tensorrt");
    }

    private static Settings section(String key, Settings below) {
        return Settings.builder(AT).put(key, below).build();
    }
}
