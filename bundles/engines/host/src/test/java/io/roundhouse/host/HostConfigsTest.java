package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostConfigsTest {
    @Test
    void defaultsAreAsThePageSays() {
        HostSettings settings = HostConfigs.settings(config(Map.of()));

        assertThat(settings.java()).hasFileName("java").exists();
        assertThat(settings.heapMegabytes()).isEqualTo(256);
        assertThat(settings.jvmOptions()).isEmpty();
        assertThat(settings.environment())
                .containsExactly("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "ORT_DISABLE_TELEMETRY");
        assertThat(settings.slotBytes()).isEqualTo(4 << 20);
        assertThat(settings.answerBytesMax()).isEqualTo(512L << 20);
        assertThat(settings.filesMax()).isEqualTo(512);
        assertThat(settings.addressSpaceMegabytes()).isZero();
        assertThat(settings.oomScore()).isEqualTo(500);
        assertThat(settings.start()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.load()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.grace()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.silence()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.close()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.residentBytesMax()).isEqualTo(Long.MAX_VALUE);
        assertThat(settings.ageMax()).isGreaterThan(Duration.ofDays(10_000));
        assertThat(settings.supervisor().residentHard()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void slotsAreWholePagesOrNone() {
        assertThat(HostConfigs.settings(config(Map.of("slot_kb", 1))).slotBytes())
                .isEqualTo(4096);
        assertThat(HostConfigs.settings(config(Map.of("slot_kb", 0))).slotBytes())
                .isZero();
        assertThat(HostConfigs.settings(config(Map.of("slot_kb", 1_048_576))).slotBytes())
                .isEqualTo(1 << 30);
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        assertThatThrownBy(() -> HostConfigs.settings(config(Map.of("heap_mb", 8))))
                .hasMessage("heap.mb must be 32..65536, was 8");
        assertThatThrownBy(() -> HostConfigs.settings(config(Map.of("grace", "soon"))))
                .hasMessageContaining("grace");
    }

    /** The annotation's defaults, and what is set. */
    private static HostConfig config(Map<String, Object> set) {
        return (HostConfig) Proxy.newProxyInstance(
                HostConfig.class.getClassLoader(),
                new Class<?>[] {HostConfig.class},
                (proxy, method, arguments) -> set.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Test
    void readsAListFromOneTextOrFromMany() {
        assertThat(HostConfigs.words("PATH, LANG,TZ")).containsExactly("PATH", "LANG", "TZ");
        assertThat(HostConfigs.words("-Da=b", "-Xss1m")).containsExactly("-Da=b", "-Xss1m");
        assertThat(HostConfigs.words("")).isEmpty();
    }
}
