package io.roundhouse.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.lookup.StoreSettings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {
    private static StoreSettings of(String name, String url, int connections) {
        return new StoreSettings(name, url, "u", new Secret("hush"), connections, 64, Duration.ofSeconds(1));
    }

    @Test
    void neverShowsItsPassword() {
        assertThat(of("s", "redis://localhost", 4).toString())
                .doesNotContain("hush")
                .contains("***");
        assertThat(new Secret("hush").scrub("login with hush failed")).isEqualTo("login with *** failed");
        assertThat(new Secret("").scrub("as it was")).isEqualTo("as it was");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/d?user=u&password=hush",
                "jdbc:h2:mem:x;PASSWORD=hush",
                "redis://:hush@h:1",
                "redis://u:hush@h:1/0"
            })
    void refusesCredentialsInTheUrlWithoutSayingThem(String url) {
        assertThatThrownBy(() -> of("s", url, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("they have keys of their own")
                .hasMessageNotContaining("hush");
    }

    @Test
    void refusesWhatItCannotUse() {
        assertThatThrownBy(() -> of("a b", "redis://h", 4)).hasMessageContaining("name must be");
        assertThatThrownBy(() -> of("s", "jdbc:mysql://h/d", 4)).hasMessageContaining("must begin with jdbc:h2:");
        assertThatThrownBy(() -> of("s", "redis://h", 65)).hasMessage("connections must be 1..64, was 65");
        assertThatThrownBy(() -> of("s", "redis://h/x", 4).open()).hasMessageContaining("the number of a database");
    }

    @Test
    void readsThePasswordFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "hush\n");

        assertThat(StoreSettings.secret("", file.toString()).text()).isEqualTo("hush");
        assertThat(StoreSettings.secret("loud", "").text()).isEqualTo("loud");
        assertThatThrownBy(() -> StoreSettings.secret("loud", file.toString())).hasMessageContaining("leave one");
        assertThatThrownBy(() -> StoreSettings.secret("", folder.resolve("none").toString()))
                .hasMessageContaining("cannot be read");
    }
}
