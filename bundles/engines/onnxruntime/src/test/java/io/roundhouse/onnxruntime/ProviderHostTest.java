package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProviderHostTest {
    private final Properties process = new Properties();
    private final ProviderHost first = new ProviderHost(process, "first");
    private final ProviderHost second = new ProviderHost(process, "second");

    @Test
    void belongsToOneRevisionAtATime() {
        assertThat(first.claim()).isTrue();
        assertThat(first.claim()).isTrue();
        assertThat(second.claim()).isFalse();

        second.leave();
        assertThat(second.claim()).isFalse();

        first.leave();
        assertThat(second.claim()).isTrue();
    }

    @Test
    void belongsForEverToTheOneWhoseProviderWasLoaded() {
        assertThat(first.claim()).isTrue();
        first.hasLoaded();
        first.leave();

        assertThat(second.claim()).isFalse();
        assertThat(first.claim()).isTrue();
    }
}
