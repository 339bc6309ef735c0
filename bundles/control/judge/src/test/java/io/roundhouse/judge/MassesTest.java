package io.roundhouse.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MassesTest {
    @Test
    void knowsNothingBeforeTheFirstValue() {
        Masses masses = new Masses(-1, 1);

        assertThat(masses.lower(0.05)).isEqualTo(-1);
        assertThat(masses.upper(0.05)).isEqualTo(1);
    }

    @Test
    void knowsTheRuleOfThreeButForTheBetsMade() {
        Masses masses = new Masses(0, 1);
        for (int i = 0; i < 1000; i++) {
            masses.add(0);
        }

        double upper = masses.upper(0.05);

        double evidence = 0;
        for (int i = 0; i < Stakes.COUNT; i++) {
            evidence += Stakes.part(i) * Math.pow(1 + Stakes.fraction(i) * upper / (1 - upper), 1000);
        }
        assertThat(evidence * 0.75).isCloseTo(20, within(1e-6));
        assertThat(upper).isBetween(0.003, 0.006);
        assertThat(masses.lower(0.05)).isZero();
    }

    @Property(tries = 200)
    void neverClaimsMoreThanTheBetsHaveWon(
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -1, max = 1) @Scale(6) Double> values,
            @ForAll @DoubleRange(min = -0.9, max = 0.9) double bound) {
        Masses masses = new Masses(-1, 1);
        double[] wealth = new double[Stakes.COUNT];
        for (int i = 0; i < Stakes.COUNT; i++) {
            wealth[i] = Stakes.part(i) * Capital.FIRST;
        }
        for (double value : values) {
            masses.add(value);
            for (int i = 0; i < Stakes.COUNT; i++) {
                wealth[i] *= 1 + Stakes.fraction(i) * (value - bound) / (bound + 1);
            }
        }
        double evidence = 0;
        for (double part : wealth) {
            evidence += part;
        }

        if (evidence < 20) {
            assertThat(masses.lower(0.05)).isLessThanOrEqualTo(bound + 1e-9);
        }
    }

    @Test
    void coversTheMeanAtEveryLook() {
        int missed = 0;
        int runs = 300;
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = new SplittableRandom(run);
            Masses masses = new Masses(0, 1);
            boolean covered = true;
            for (int i = 1; i <= 1024; i++) {
                masses.add(Math.pow(random.nextDouble(), 9)); // mean 0.1, skewed
                if (Integer.bitCount(i) == 1) {
                    covered &= masses.lower(0.05) <= 0.1 && masses.upper(0.05) >= 0.1;
                }
            }
            missed += covered ? 0 : 1;
        }

        assertThat(missed).isLessThanOrEqualTo(Simulations.most(runs, 0.1));
    }
}
