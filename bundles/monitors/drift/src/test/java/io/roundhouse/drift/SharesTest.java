package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final double MANY = 1e12; // independent rows: chance gives nothing

    @Test
    void givesTheIndexAsByHand() {
        Shares shares = Shares.ofWords(new long[] {5000, 5000, 0}, new long[] {8000, 2000, 0}, 0.02);

        double byHand = 0.3 * Math.log(0.8 / 0.5) - 0.3 * Math.log(0.2 / 0.5);
        assertThat(shares.psi(MANY, MANY)).isCloseTo(byHand, within(1e-3));
        assertThat(shares.jensenShannon()).isCloseTo(0.0731, within(1e-3));
        assertThat(shares.chiSquared(1, 1)).isCloseTo(20_000 * Math.pow(0.3, 2) / (4 * 0.65 * 0.35), within(1.0));
    }

    @Test
    void isNotInfiniteWhereACellIsEmpty() {
        Shares shares = Shares.ofWords(new long[] {100, 0}, new long[] {0, 100}, 0.02);

        assertThat(shares.psi(MANY, MANY)).isBetween(5.0, 12.0);
        assertThat(shares.jensenShannon()).isBetween(0.9, 1.0);
    }

    @Test
    void putsNeighboursTogetherUntilEachHoldsATenth() {
        long[] reference = new long[65];
        long[] now = new long[65];
        for (int i = 0; i < 65; i++) {
            reference[i] = 100;
            now[i] = 100;
        }
        now[64] = 6500; // as if half of the window were beyond the last cut

        double psi = Shares.grouped(reference, now, 0.1).psi(MANY, MANY);

        // 9 groups of 7 and the last two bins with the last of them: 9/65 before, (8 * 100 + 6500) / 12900 now
        double before = 9 / 65.0;
        double after = 7300 / 12_900.0;
        double rest = (1 - before) / (1 - after);
        double byHand = (after - before) * Math.log(after / before) + (before - after) * Math.log(1 / rest);
        assertThat(psi).isCloseTo(byHand, within(0.05));
    }

    @Test
    void takesAwayWhatChanceGives() {
        Random random = new Random(3);
        double sum = 0;
        for (int replay = 0; replay < 200; replay++) {
            sum += Shares.grouped(counts(random, 4000), counts(random, 300), 0.1)
                    .psi(4000, 300);
        }

        assertThat(sum / 200).as("raw it is 0.036 on average").isLessThan(0.01);
    }

    private static long[] counts(Random random, int rows) {
        long[] counts = new long[65];
        for (int i = 0; i < rows; i++) {
            counts[random.nextInt(65)]++;
        }
        return counts;
    }
}
