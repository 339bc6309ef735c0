package io.roundhouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSettingsTest {
    @Test
    void hasTheLimitsOfTheProtocolByDefault() {
        HttpSettings settings = settings(Map.of());

        assertThat(settings)
                .isEqualTo(new HttpSettings(
                        "127.0.0.1",
                        8080,
                        new HttpSettings.Tls("", "", "PKCS12"),
                        8 << 10,
                        Duration.ofSeconds(10),
                        64 << 20,
                        1 << 10,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60),
                        65_536,
                        2_000,
                        256,
                        100,
                        128,
                        Duration.ofSeconds(75),
                        256,
                        Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({
        "port, 65536, 'port must be 0..65535, was 65536'",
        "port, -1, 'port must be 0..65535, was -1'",
        "header_bytes_max, 1023, 'header.bytes.max must be 1024..1048576, was 1023'",
        "threads_max, 7, 'threads.max must be 8..10000, was 7'",
        "connections_max, 0, 'connections.max must be 1..1000000, was 0'",
        "body_grace_seconds, 0, 'body.grace.seconds must be 1..600, was 0'",
        "drain_seconds, 601, 'drain.seconds must be 0..600, was 601'"
    })
    void refusesWhatIsOutOfRange(String key, int value, String sentence) {
        assertThatThrownBy(() -> settings(Map.of(key, value))).hasMessage(sentence);
    }

    @Test
    void keepsThePasswordToItself() {
        assertThat(new HttpSettings.Tls("store.p12", "secret", "PKCS12").toString())
                .doesNotContain("secret");
    }

    static HttpSettings settings(Map<String, Object> given) {
        return HttpConfig.Reader.settings((HttpConfig) Proxy.newProxyInstance(
                HttpConfig.class.getClassLoader(),
                new Class<?>[] {HttpConfig.class},
                (proxy, method, arguments) ->
                        given.getOrDefault(method.getName(), Objects.requireNonNull(method.getDefaultValue()))));
    }
}
