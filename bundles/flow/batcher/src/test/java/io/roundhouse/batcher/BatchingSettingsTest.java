package io.roundhouse.batcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchingSettingsTest {
    @Test
    void hasTheseDefaults() {
        assertThat(BatchingSettings.of(Settings.empty())).isEqualTo(new BatchingSettings(32, Duration.ZERO, 1024));
    }

    @Test
    void readsEveryKey() {
        Map<String, String> texts = Map.of("rows_max", "8", "wait_max", "2ms", "queue_max", "64");

        assertThat(BatchingSettings.of(Settings.of(texts)))
                .isEqualTo(new BatchingSettings(8, Duration.ofMillis(2), 64));
    }

    @Test
    void suggestsTheKnownKeyForAMistypedOne() {
        assertThatThrownBy(() -> BatchingSettings.of(Settings.of(Map.of("row_max", "8"))))
                .hasMessageContaining("did you mean 'rows_max'?");
    }

    @Test
    void refusesAValueOutOfBoundsWithWhatIsAllowed() {
        assertThatThrownBy(() -> new BatcherComponent()
                        .create(new ModelId("fraud", "7"), new FakeModel(), Settings.of(Map.of("rows_max", "0"))))
                .hasMessage("settings: 'rows_max' must be a whole number 1..65536, was '0'");
    }

    @Test
    void refusesAnEngineThatAsksForTooManyInstances() {
        assertThatThrownBy(() -> new BatcherComponent()
                        .create(new ModelId("fraud", "7"), new FakeModel(true, 257), Settings.empty()))
                .hasMessage("the engine of fraud:7 asks for 257 instances, must be 1..256");
    }
}
