package io.roundhouse.http;

import java.time.Duration;

/** Limits small enough to reach. */
final class TestSettings {
    private TestSettings() {}

    static HttpSettings small() {
        return small(0, new HttpSettings.Tls("", "", "PKCS12"));
    }

    static HttpSettings small(int port, HttpSettings.Tls tls) {
        return new HttpSettings(
                "127.0.0.1",
                port,
                tls,
                1_024,
                Duration.ofSeconds(1),
                4_096,
                1_024,
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                8,
                12,
                6,
                4,
                16,
                Duration.ofSeconds(30),
                16,
                Duration.ofSeconds(2));
    }
}
