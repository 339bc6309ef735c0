package io.roundhouse.monitorhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitorListTest {
    @Test
    void givesSettingsByName() {
        Settings section = Settings.builder("m")
                .put("drift", Settings.of(Map.of("window", "1h")))
                .put("quality", Settings.empty())
                .build();

        assertThat(MonitorList.of(section)).containsOnlyKeys("drift", "quality");
    }

    @Test
    void refusesWhatIsNoName() {
        Settings section =
                Settings.builder("m").put("../drift", Settings.empty()).build();

        assertThatThrownBy(() -> MonitorList.of(section))
                .hasMessageContaining("'../drift' is no name of a monitor: letters, digits, '_', '-' and '.'");
    }

    @Test
    void refusesMoreThanSixteen() {
        Settings.Builder section = Settings.builder("m");
        for (int i = 0; i <= MonitorList.MAX; i++) {
            section.put("m" + i, Settings.empty());
        }

        assertThatThrownBy(() -> MonitorList.of(section.build())).hasMessageContaining("at most 16 watch a model");
    }
}
