package io.roundhouse.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.server.control.Guard.Better;
import org.junit.jupiter.api.Test;

class GuardTest {
    @Test
    void takesWhatMakesSense() {
        assertThat(new Guard.Mean("errors", Better.LOWER, 0, 1, 0, 1, 1).margin())
                .isZero();
        assertThat(new Guard.Mean("reward", Better.HIGHER, -5, 5, 9.9, 1000, 1).high())
                .isEqualTo(5);
        assertThat(new Guard.Limit("flips", Better.LOWER, 0, 1, 0.01, 0.1, 100).dataMin())
                .isEqualTo(100);
        assertThat(new Guard.Quantile("p99", 0.99, 0, 1, 1).quantile()).isEqualTo(0.99);
    }

    @Test
    void saysWhatIsWrongAndWhatIsAllowed() {
        assertThatThrownBy(() -> new Guard.Quantile(" ", 0.5, 0.1, 1, 1))
                .hasMessage("a guard's name must have 1 to 64 characters, was ' '");
        assertThatThrownBy(() -> new Guard.Quantile("p50", 0.5, 0.1, 0, 1))
                .hasMessage("weight of guard 'p50' must be above 0 and at most 1000, was 0.0");
        assertThatThrownBy(() -> new Guard.Quantile("p50", 0.5, 0.1, 1, 0))
                .hasMessage("minimum of data of guard 'p50' must be 1 to 1000000000, was 0");
        assertThatThrownBy(() -> new Guard.Quantile("p50", 50, 0.1, 1, 1))
                .hasMessage("quantile of guard 'p50' must be 0.001 to 0.999, was 50.0");
        assertThatThrownBy(() -> new Guard.Quantile("p50", 0.5, 0.001, 1, 1))
                .hasMessage("margin of guard 'p50' must be 0, or 0.01 to 10, was 0.001");
        assertThatThrownBy(() -> new Guard.Mean("errors", Better.LOWER, 1, 0, 0.1, 1, 1))
                .hasMessage("range of guard 'errors' must be two finite numbers, the lower one first, was [1.0, 0.0]");
        assertThatThrownBy(() -> new Guard.Mean("errors", Better.LOWER, 0, 1, -0.1, 1, 1))
                .hasMessage("margin of guard 'errors' must be 0 or more and less than high - low, was -0.1");
        assertThatThrownBy(() -> new Guard.Limit("flips", Better.LOWER, 0, 1, 0, 1, 1))
                .hasMessage("limit of guard 'flips' must be above low and below high, was 0.0");
    }

    @Test
    void refusesWhatIsNoNumber() {
        double none = Double.NaN;

        assertThatThrownBy(() -> new Guard.Mean("a", Better.LOWER, none, 1, 0, 1, 1))
                .hasMessageContaining("range");
        assertThatThrownBy(() -> new Guard.Mean("a", Better.LOWER, 0, 1, none, 1, 1))
                .hasMessageContaining("margin");
        assertThatThrownBy(() -> new Guard.Limit("a", Better.LOWER, 0, 1, none, 1, 1))
                .hasMessageContaining("limit");
        assertThatThrownBy(() -> new Guard.Limit("a", Better.LOWER, 0, 1, 0.5, none, 1))
                .hasMessageContaining("weight");
        assertThatThrownBy(() -> new Guard.Quantile("a", none, 0, 1, 1)).hasMessageContaining("quantile");
    }
}
