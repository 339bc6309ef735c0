package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendsSettingsTest {
    private static final Keep KEEP = Keep.of("a");

    private static TrendsSettings settings(
            String url, String server, int series, int buffer, Map<Table, Integer> kept) {
        return new TrendsSettings(url, "me", new Secret("hush"), server, KEEP, series, buffer, kept);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://me:pw@db/x, url has user or password in it",
        "jdbc:postgresql://db/x?password=pw, url has user or password in it",
        "jdbc:mysql://db/x, 'url must begin with jdbc:h2: or jdbc:postgresql:, or be empty, was'"
    })
    void refusesUrls(String url, String sentence) {
        assertThatThrownBy(() -> settings(url, "", 1, 1, Town.KEPT)).hasMessageContaining(sentence);
    }

    @Test
    void refusesNumbersThatAreOutOfBounds() {
        String url = "jdbc:h2:mem:x";
        assertThatThrownBy(() -> settings(url, "", 0, 10, Town.KEPT)).hasMessage("series.max must be 1..20000, was 0");
        assertThatThrownBy(() -> settings(url, "", 20, 10, Town.KEPT))
                .hasMessage("buffer.points.max must be 20..5000000, was 10");
        assertThatThrownBy(() -> settings(url, "", 1, 1, Map.of(Table.MINUTE, 2, Table.HOUR, 0, Table.DAY, 1)))
                .hasMessage("hour.kept.days must be 1..36500, was 0");
        assertThatThrownBy(() -> settings(url, "a b", 1, 1, Town.KEPT)).hasMessageContaining("server must be 0..64");
    }

    @Test
    void neverShowsThePassword() {
        TrendsSettings settings = settings("jdbc:h2:mem:x", "", 1, 1, Town.KEPT);

        assertThat(settings).asString().contains("***").doesNotContain("hush");
        assertThat(settings.password().scrub("login with\nhush failed")).isEqualTo("login with *** failed");
        assertThat(new Secret("").scrub("a\nb")).isEqualTo("a b");
    }

    @Test
    void readsThePasswordFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("pw"), "hush\n");

        assertThat(Secret.of("", file.toString()).text()).isEqualTo("hush");
        assertThatThrownBy(() -> Secret.of("x", file.toString())).hasMessageContaining("both set");
        assertThatThrownBy(() -> Secret.of("", folder.resolve("no").toString())).hasMessageContaining("cannot be read");
    }

    @Test
    void keepsEachTableAsLongAsItIsTold() {
        TrendsSettings settings = settings("jdbc:h2:mem:x", "", 1, 1, Town.KEPT);
        long now = Town.START;

        assertThat(settings.firstKept(Table.MINUTE, now))
                .isEqualTo(Table.MINUTE.index(now - Duration.ofDays(2).toMillis()));
        assertThat(settings.firstKept(Table.DAY, now)).isEqualTo(Table.DAY.index(now) - 1826);
    }
}
