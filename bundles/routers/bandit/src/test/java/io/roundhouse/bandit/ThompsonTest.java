package io.roundhouse.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThompsonTest {
    /** For whole parameters the probability that one Beta is greater than another is a finite sum. */
    @Test
    void givesTheProbabilityOfBeingTheBest() {
        Posterior better = posterior(6, 3);
        Posterior worse = posterior(4, 5);
        double expected = probabilityGreater(7, 4, 5, 6);

        double mean = 0;
        for (int seed = 0; seed < 50; seed++) {
            mean += new Thompson(seed).shares(List.of(better, worse))[0] / 50;
        }

        assertThat(mean).isCloseTo(expected, within(0.015)); // 25 600 draws: 5 sigma
    }

    @Property(tries = 100)
    void sharesAddUpToOneWhateverIsKnown(
            @ForAll @DoubleRange(max = 1e6) double gained,
            @ForAll @DoubleRange(max = 1e6) double missed,
            @ForAll @IntRange(min = 1, max = 6) int others) {
        List<Posterior> arms = new java.util.ArrayList<>(List.of(posterior(gained, missed)));
        for (int i = 0; i < others; i++) {
            arms.add(new Posterior());
        }

        double sum = 0;
        for (double share : new Thompson(1).shares(arms)) {
            assertThat(share).isBetween(0.0, 1.0 + 1e-9);
            sum += share;
        }

        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    private static Posterior posterior(double gained, double missed) {
        Posterior posterior = new Posterior();
        double whole = Math.floor(gained + missed);
        double reward = gained + missed == 0 ? 0 : gained / (gained + missed);
        for (int i = 0; i < Math.min(whole, 1_000); i++) {
            posterior.add(reward);
        }
        return posterior;
    }

    /** Evan Miller's closed form: the sum over i below a of B(a' + i, b + b') / ((b + i) B(1 + i, b) B(a', b')). */
    private static double probabilityGreater(int alpha, int beta, int otherAlpha, int otherBeta) {
        double sum = 0;
        for (int i = 0; i < alpha; i++) {
            sum += Math.exp(logBeta(otherAlpha + i, beta + otherBeta)
                    - Math.log(beta + i)
                    - logBeta(1 + i, beta)
                    - logBeta(otherAlpha, otherBeta));
        }
        return sum;
    }

    private static double logBeta(int a, int b) {
        return logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);
    }

    private static double logFactorial(int n) {
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }
}
