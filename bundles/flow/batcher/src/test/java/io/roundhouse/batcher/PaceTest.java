package io.roundhouse.batcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;

    private final Pace pace = new Pace();

    @Test
    void isSlowUntilProvenOtherwise() {
        assertThat(pace.isQuickEnoughHere()).isFalse();

        took(60, 10 * MICRO);
        assertThat(pace.isQuickEnoughHere()).isTrue();
        assertThat(pace.isQuick()).isFalse();

        took(30, 10 * MICRO);
        assertThat(pace.isQuick()).isTrue();
    }

    @Test
    void forgivesABatchThatWasKeptFromItsProcessor() {
        took(100, 10 * MICRO);

        took(1, 50 * MILLI);

        assertThat(pace.isQuick()).isTrue();
    }

    @Test
    void seesThatAnEngineHasBecomeSlow() {
        took(100, 10 * MICRO);

        took(30, 5 * MILLI);

        assertThat(pace.isQuickEnoughHere()).isFalse();
    }

    private void took(int batches, long nanos) {
        for (int i = 0; i < batches; i++) {
            pace.took(nanos);
        }
    }
}
