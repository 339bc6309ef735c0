package io.roundhouse.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TailsTest {
    @Test
    void knowsFactorials() {
        assertThat(Tails.logGamma(1)).isCloseTo(0, within(1e-12));
        assertThat(Tails.logGamma(11)).isCloseTo(Math.log(3_628_800), within(1e-11));
        assertThat(Tails.logGamma(171)).isCloseTo(706.5730622457875, within(1e-9));
    }

    /** The bound is above Fisher's exact tail, and not far above it where it matters. */
    @Property(tries = 300)
    void boundsTheExactTail(
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll @IntRange(min = 1, max = 120) int m,
            @ForAll @IntRange(min = 0, max = 60) int hits,
            @ForAll @IntRange(min = 0, max = 120) int others) {
        int x = Math.min(hits, n);
        int y = Math.min(others, m);

        double bound = Tails.shares(x, n, y, m);

        double exact = (double) x / n > (double) y / m ? tail(x, n, y, m) : tail(y, m, x, n);
        assertThat(bound).isGreaterThanOrEqualTo(Math.min(1, exact) * (1 - 1e-9));
        if (exact < 0.001) {
            assertThat(bound).isLessThan(4 * exact);
        }
    }

    private static double tail(int x, int n, int y, int m) {
        BigInteger sum = BigInteger.ZERO;
        for (int k = x; k <= Math.min(n, x + y); k++) {
            sum = sum.add(choose(n, k).multiply(choose(m, x + y - k)));
        }
        return new BigDecimal(sum)
                .divide(new BigDecimal(choose(n + m, x + y)), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static BigInteger choose(int n, int k) {
        BigInteger product = k < 0 || k > n ? BigInteger.ZERO : BigInteger.ONE;
        for (int i = 0; i < k && k <= n; i++) {
            product = product.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return product;
    }

    @Test
    void boundsTheDifferenceOfTwoSamplesOfOne() {
        Random random = new Random(7);
        int replays = 2000;
        int below = 0;
        for (int i = 0; i < replays; i++) {
            double difference = difference(random, 100, 300);
            below += Tails.kolmogorov(difference, 100, 300) < 0.05 ? 1 : 0;
        }

        assertThat(below).isBetween(1, (int) (0.05 * replays));
    }

    private static double difference(Random random, int n, int m) {
        double[] one = random.doubles(n).sorted().toArray();
        double[] other = random.doubles(m).sorted().toArray();
        double greatest = 0;
        int j = 0;
        for (int i = 0; i < n; i++) {
            while (j < m && other[j] <= one[i]) {
                j++;
            }
            greatest = Math.max(greatest, Math.abs((i + 1.0) / n - (double) j / m));
            greatest = Math.max(greatest, Math.abs((double) i / n - (double) j / m));
        }
        return greatest;
    }

    @Test
    void isSureOfNothingWithoutRows() {
        assertThat(Tails.shares(0, 0, 3, 10)).isEqualTo(1);
        assertThat(Tails.shares(0, 10, 0, 10)).isEqualTo(1);
        assertThat(Tails.kolmogorov(0, 10, 10)).isEqualTo(1);
        assertThat(Tails.meanDistance(0, 0.4, 0.1, 1.4, 10, 10)).isEqualTo(1);
    }

    @Test
    void staysFiniteWithMillionsOfRows() {
        assertThat(Tails.shares(500_000, 1e6, 499_000, 1e6)).isBetween(0.0, 1.0);
        assertThat(Tails.shares(510_000, 1e6, 490_000, 1e6)).isLessThan(1e-50);
    }
}
