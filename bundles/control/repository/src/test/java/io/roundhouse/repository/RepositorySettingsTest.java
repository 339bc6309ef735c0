package io.roundhouse.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RepositorySettingsTest {
    private static final Path BASE = Path.of("/srv/roundhouse");
    private static final Path STORE = Path.of("/srv/roundhouse/data/store");

    @Test
    void hasTheseDefaults() {
        Map<String, Object> defaults = new TreeMap<>();
        for (Method method : RepositoryComponent.Config.class.getDeclaredMethods()) {
            defaults.put(method.getName(), method.getDefaultValue());
        }

        assertThat(defaults).isEqualTo(Map.of("models", "models", "poll", "250ms", "settle", "1s"));
        assertThat(RepositorySettings.of("models", "250ms", "1s", BASE, STORE))
                .isEqualTo(new RepositorySettings(
                        Path.of("/srv/roundhouse/models"), STORE, Duration.ofMillis(250), Duration.ofSeconds(1)));
    }

    @Test
    void anAbsoluteFolderStaysWhereItIs() {
        assertThat(RepositorySettings.of("/mnt/models", "250ms", "1s", BASE, STORE)
                        .directory())
                .isEqualTo(Path.of("/mnt/models"));
    }

    @Test
    void saysWhatIsAllowed() {
        assertThatThrownBy(() -> RepositorySettings.of(" ", "250ms", "1s", BASE, STORE))
                .hasMessage("models must be the folder of models, was empty");
        assertThatThrownBy(() -> RepositorySettings.of("m", "1ms", "1s", BASE, STORE))
                .hasMessage("poll must be 10ms..1m, was 1ms");
        assertThatThrownBy(() -> RepositorySettings.of("m", "250ms", "2h", BASE, STORE))
                .hasMessageContaining("'settle' must be at most 60s, was '2h'");
    }
}
