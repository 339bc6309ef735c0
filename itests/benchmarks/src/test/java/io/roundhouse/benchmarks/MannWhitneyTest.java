package io.roundhouse.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MannWhitneyTest {
    private final MannWhitney test = new MannWhitney();

    @Test
    void givesTheTextbookStatistic() {
        for (double value : new double[] {1, 2, 3, 4}) {
            test.live(value);
        }
        for (double value : new double[] {3, 5, 6}) {
            test.canary(value);
        }

        // U = 2.5 + 4 + 4, mean 6, variance 12/12·(8 - 6/42)
        assertThat(test.z()).isCloseTo(4.5 / Math.sqrt(8 - 6.0 / 42), within(1e-9));
    }

    @Test
    void doesNotMindTheOrderOfArrival() {
        MannWhitney other = new MannWhitney();
        for (double value : new double[] {3, 1, 4, 1, 5}) {
            test.live(value);
            test.canary(value * 2);
            other.canary(value * 2);
        }
        for (double value : new double[] {5, 1, 4, 1, 3}) {
            other.live(value);
        }

        assertThat(other.z()).isCloseTo(test.z(), within(1e-9));
    }

    @Test
    void failsWhatIsHigherOnlyWithEnoughOfIt() {
        for (int i = 1; i <= 20; i++) {
            test.live(i);
            test.canary(100 + i);
        }

        assertThat(test.fails(20)).isTrue();
        assertThat(test.fails(21)).isFalse();
    }
}
