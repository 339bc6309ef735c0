package io.roundhouse.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CapitalTest {
    @Test
    void beginsWithThreeQuarters() {
        assertThat(new Capital().evidence()).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void isTheMixtureOfItsBets() {
        Capital capital = new Capital();
        double expected = 0;
        for (int i = 0; i < Stakes.COUNT; i++) {
            expected += Stakes.part(i) * (1 + Stakes.fraction(i)) * (1 - Stakes.fraction(i) / 2);
        }

        capital.play(1);
        capital.play(-0.5);

        assertThat(capital.evidence()).isCloseTo(expected * 0.75, within(1e-12));
    }

    @Test
    void rarelyReachesTwentyInAFairGame() {
        int reached = 0;
        int games = 2000;
        for (int game = 0; game < games; game++) {
            SplittableRandom random = new SplittableRandom(game);
            Capital capital = new Capital();
            double most = 0;
            for (int i = 0; i < 1000; i++) {
                capital.play(random.nextBoolean() ? 1 : -1);
                most = Math.max(most, capital.evidence());
            }
            reached += most >= 20 ? 1 : 0;
        }

        assertThat(reached).isBetween(1, Simulations.most(games, 0.05));
    }

    @Test
    void findsWhatBreaksAfterAMillionGoodValues() {
        Capital capital = new Capital();
        for (int i = 0; i < 1_000_000; i++) {
            capital.play(-0.005);
        }

        int more = 0;
        while (capital.evidence() < 60) {
            capital.play(1);
            more++;
        }

        assertThat(more).isBetween(5, 40);
    }

    @Test
    void staysANumberWhateverComes() {
        Capital capital = new Capital();

        for (int i = 0; i < 10_000; i++) {
            capital.play(1000);
        }
        double most = capital.evidence();
        for (int i = 0; i < 10_000; i++) {
            capital.play(-1);
        }

        assertThat(most).isFinite().isGreaterThan(1e200);
        assertThat(capital.evidence()).isFinite().isNotNegative();
    }
}
