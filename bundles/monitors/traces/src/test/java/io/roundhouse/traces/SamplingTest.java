package io.roundhouse.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.TraceContext;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamplingTest {
    @Test
    void followsTheCaller() {
        Sampling none = new Sampling(0, () -> 0);
        Sampling all = new Sampling(100, () -> 0.999);

        assertThat(none.takes(TraceContext.of(Given.traced(true)))).isTrue();
        assertThat(all.takes(TraceContext.of(Given.traced(false)))).isFalse();
    }

    @Test
    void takesItsShareOfTheOthers() {
        assertThat(new Sampling(25, () -> 0.2499).takes(Optional.empty())).isTrue();
        assertThat(new Sampling(25, () -> 0.25).takes(Optional.empty())).isFalse();
        assertThat(new Sampling(0, () -> 0).takes(Optional.empty())).isFalse();
        assertThat(new Sampling(100, () -> 0.999).takes(Optional.empty())).isTrue();
    }
}
