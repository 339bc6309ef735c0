package io.roundhouse.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ModelIdTest {
    @Test
    void readsAsNameAndVersion() {
        assertThat(new ModelId("fraud", "7")).hasToString("fraud:7");
    }

    @Test
    void takesNamesThatAreSafeInPathsAndUrls() {
        assertThat(List.of("a", "A-b_c.d", "9", "x".repeat(128))).allMatch(ModelId::isName);
        assertThat(List.of(
                        "",
                        ".",
                        "..",
                        ".a",
                        "-a",
                        "a/b",
                        "a\\b",
                        "a b",
                        "a:b",
                        "a%2e",
                        "a\n",
                        "\u00e4",
                        "x".repeat(129)))
                .noneMatch(ModelId::isName);
    }

    @Test
    void saysWhatANameIs() {
        assertThatThrownBy(() -> new ModelId("a/b", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'a/b' is no name: 1 to 128 letters, digits, '_', '-' and '.', beginning with a letter or"
                        + " digit");
        assertThatThrownBy(() -> new ModelId("a", "..")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void neverTakesANameThatLeavesItsFolder(@ForAll String word) {
        if (ModelId.isName(word)) {
            assertThat(word).doesNotContain("/", "\\", "\0").isNotIn(".", "..");
        }
    }
}
