package io.roundhouse.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionSettingsTest {
    @Test
    void hasTheDefaultsThatTheMetatypeShows() throws Exception {
        AdmissionSettings defaults = AdmissionSettings.of(Settings.empty());

        assertThat(defaults).isEqualTo(new AdmissionSettings(128, 96, Duration.ofSeconds(10), Duration.ofSeconds(20)));
        assertThat(shown("concurrency_max")).isEqualTo(128);
        assertThat(shown("queue_length_max")).isEqualTo(96);
        assertThat(shown("queue_wait_max")).isEqualTo("10s");
        assertThat(shown("drain_timeout")).isEqualTo("20s");
    }

    @Test
    void readsEveryKey() {
        Map<String, String> texts = Map.of(
                "concurrency.max", "7", "queue.length.max", "0", "queue.wait.max", "250ms", "drain.timeout", "1m");

        AdmissionSettings settings = AdmissionSettings.of(Settings.of(texts));

        assertThat(settings).isEqualTo(new AdmissionSettings(7, 0, Duration.ofMillis(250), Duration.ofMinutes(1)));
    }

    @Test
    void refusesAValueOutOfBoundsWithWhatIsAllowed() {
        Settings settings = Settings.of(Map.of("concurrency.max", "0"));

        assertThatThrownBy(() -> AdmissionSettings.of(settings))
                .hasMessage("settings: 'concurrency.max' must be a whole number 1..65536, was '0'");
    }

    private static Object shown(String method) throws Exception {
        return AdmissionComponent.Config.class.getMethod(method).getDefaultValue();
    }
}
