package io.roundhouse.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Property
    void tellsTheExactMedianOfFew(@ForAll @Size(min = 1, max = 200) List<Integer> values) {
        Quantiles quantiles = new Quantiles();
        values.forEach(quantiles::see);

        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        assertThat(quantiles.at(0.5)).containsExactly(median);
    }

    @Property(tries = 200)
    void doesNotOverflow(@ForAll double a, @ForAll double b) {
        Assume.that(Double.isFinite(a) && Double.isFinite(b));
        Quantiles quantiles = new Quantiles();
        quantiles.see(a);
        quantiles.see(b);

        assertThat(quantiles.at(0.5)[0]).isBetween(Math.min(a, b), Math.max(a, b));
    }

    @Test
    void staysNearTheRankOfMany() {
        int count = 40 * Quantiles.EXACT_MAX + 77;
        double[] values =
                new Random(3).doubles(count).map(value -> value * value).toArray();
        Quantiles quantiles = new Quantiles();
        Arrays.stream(values).forEach(quantiles::see);

        double[] found = quantiles.at(0.01, 0.25, 0.5, 0.75, 0.99);

        Arrays.sort(values);
        double[] shares = {0.01, 0.25, 0.5, 0.75, 0.99};
        for (int i = 0; i < shares.length; i++) {
            int rank = Math.abs(Arrays.binarySearch(values, found[i]));
            assertThat(rank / (double) count).isCloseTo(shares[i], within(6.0 / Quantiles.EXACT_MAX));
        }
    }

    @Test
    void doesNotCareForTheOrderOfFew() {
        assertThat(new double[] {-0.0, 0.0, 3}).satisfies(values -> {
            Quantiles quantiles = new Quantiles();
            quantiles.see(values[2]);
            quantiles.see(values[1]);
            quantiles.see(values[0]);
            assertThat(quantiles.at(0, 0.5, 1)).containsExactly(-0.0, 0.0, 3);
        });
    }
}
