package io.roundhouse.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class IsotonicTest {
    private static Isotonic fit(Random random, double[] scores, double[] truth) {
        boolean[] came = new boolean[scores.length];
        for (int i = 0; i < came.length; i++) {
            came[i] = random.nextDouble() < truth[i];
        }
        return Isotonic.fit(scores, came);
    }

    @Property(tries = 200)
    void neverFallsAndStaysBetweenNothingAndAll(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3_000) int count, @ForAll double a, @ForAll double b) {
        Random random = new Random(seed);
        double[] scores =
                random.doubles(count).map(score -> Math.floor(score * 50) / 50).toArray();

        Isotonic isotonic = fit(random, scores, random.doubles(count).toArray());

        assertThat(isotonic.steps()).isLessThanOrEqualTo(101);
        assertThat(isotonic.at(Math.min(a, b))).isBetween(0.0, 1.0).isLessThanOrEqualTo(isotonic.at(Math.max(a, b)));
    }

    /** The mean over the rows that it was learnt from is what came, as pooling never loses a row. */
    @Property(tries = 100)
    void keepsTheMean(@ForAll long seed, @ForAll @IntRange(min = 10, max = 2_000) int count) {
        Random random = new Random(seed);
        double[] scores = random.doubles(count).toArray();
        boolean[] came = new boolean[count];
        double positive = 0;
        for (int i = 0; i < count; i++) {
            came[i] = random.nextDouble() < scores[i] * scores[i];
            positive += came[i] ? 1 : 0;
        }

        Isotonic isotonic = Isotonic.fit(scores, came);

        double sum = 0;
        for (double score : scores) {
            sum += isotonic.at(score);
        }
        assertThat(sum / count).isCloseTo(positive / count, within(1e-9));
    }

    @Property(tries = 50)
    void findsWhatScoresAreWorth(@ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 0.95) double score) {
        Random random = new Random(seed);
        double[] scores = random.doubles(20_000).toArray();
        double[] truth = new double[scores.length];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = scores[i] * scores[i];
        }

        assertThat(fit(random, scores, truth).at(score)).isCloseTo(score * score, within(0.12));
    }
}
