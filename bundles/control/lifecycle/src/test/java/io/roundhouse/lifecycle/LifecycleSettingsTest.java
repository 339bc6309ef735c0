package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LifecycleSettingsTest {
    private static final String URL = "mvn:g/{name}/{version}";

    @Test
    void hasTheseDefaults() {
        Map<String, Object> defaults = new TreeMap<>();
        for (Method method : LifecycleConfig.class.getDeclaredMethods()) {
            defaults.put(method.getName(), method.getDefaultValue());
        }

        assertThat(defaults)
                .isEqualTo(Map.of(
                        "load_threads",
                        2,
                        "load_timeout",
                        "5m",
                        "drain_timeout",
                        "30s",
                        "warm_requests",
                        3,
                        "warm_replacement",
                        "1s",
                        "engine_url",
                        "mvn:io.roundhouse.engines/{name}/{version}"));
    }

    @Test
    void saysWhatIsAllowed() {
        assertThatThrownBy(() -> LifecycleSettings.of(0, "5m", "30s", 3, "1s", URL))
                .hasMessage("load.threads must be 1..16, was 0");
        assertThatThrownBy(() -> LifecycleSettings.of(2, "5m", "30s", -1, "1s", URL))
                .hasMessage("warm.requests must be 0..1000, was -1");
        assertThatThrownBy(() -> LifecycleSettings.of(2, "soon", "30s", 3, "1s", URL))
                .hasMessageContaining("'load.timeout' must be a number with a unit");
        assertThatThrownBy(() -> LifecycleSettings.of(2, "5m", "30s", 3, "1s", "mvn:g/{name}"))
                .hasMessage("engine.url must contain {name} and {version}, was 'mvn:g/{name}'");
    }
}
