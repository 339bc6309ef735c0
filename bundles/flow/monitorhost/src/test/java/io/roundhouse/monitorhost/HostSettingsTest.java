package io.roundhouse.monitorhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostSettingsTest {
    @Test
    void theDefaultsAreThoseOfTheMetatype() {
        MonitorhostComponent.Config config = (MonitorhostComponent.Config) Proxy.newProxyInstance(
                MonitorhostComponent.Config.class.getClassLoader(),
                new Class<?>[] {MonitorhostComponent.Config.class},
                (proxy, method, arguments) -> method.getDefaultValue());

        assertThat(MonitorhostComponent.settings(config))
                .isEqualTo(new HostSettings(8192, 64L << 20, 0.01))
                .isEqualTo(HostSettings.of(Settings.empty()));
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        assertThatThrownBy(() -> HostSettings.of(Settings.of(Map.of("buffer.events.max", "1"))))
                .hasMessage("settings: 'buffer.events.max' must be a whole number 2..1048576, was '1'");
        assertThatThrownBy(() -> HostSettings.of(Settings.of(Map.of("buffer.memory.max.mb", "0"))))
                .hasMessageContaining("must be a whole number 1..65536");
    }
}
