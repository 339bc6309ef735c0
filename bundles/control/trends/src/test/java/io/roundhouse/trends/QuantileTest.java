package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuantileTest {
    private static final List<Double> BOUNDS = List.of(0.01, 0.1, 1.0, 10.0, Double.POSITIVE_INFINITY);

    @Test
    void liesEvenlyWithinABar() {
        assertThat(Quantile.of(Map.of(1.0, 0.0, 2.0, 10.0, 4.0, 10.0), 0.5)).isCloseTo(1.5, within(1e-9));
        assertThat(Quantile.of(Map.of(1.0, 10.0), 0.25)).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void isTheGreatestBoundWhereItLiesBeyond() {
        assertThat(Quantile.of(Map.of(1.0, 1.0, Double.POSITIVE_INFINITY, 100.0), 0.99))
                .isEqualTo(1);
    }

    @Test
    void isNothingWhereThereWasNothing() {
        assertThat(Quantile.of(Map.of(1.0, 0.0), 0.5)).isNaN();
        assertThat(Quantile.of(Map.of(), 0.5)).isNaN();
    }

    @Test
    void isReadFromAName() {
        assertThat(Quantile.parse("took_seconds:p99.9")).hasValueSatisfying(quantile -> {
            assertThat(quantile.name()).isEqualTo("took_seconds");
            assertThat(quantile.share()).isCloseTo(0.999, within(1e-9));
        });
        assertThat(Quantile.parse("took_seconds")).isEmpty();
        assertThat(Quantile.parse("took_seconds:p100")).isEmpty();
    }

    @Property
    void liesInTheBarThatHasIt(
            @ForAll @Size(min = 1, max = 50) List<@DoubleRange(min = 0, max = 100) Double> values,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double share) {
        Map<Double, Double> below = new TreeMap<>();
        BOUNDS.forEach(bound -> below.put(
                bound, (double) values.stream().filter(value -> value <= bound).count()));
        List<Double> sorted = values.stream().sorted().toList();
        double exact = sorted.get((int) Math.ceil(share * values.size()) - 1);

        double told = Quantile.of(below, share);

        double upper =
                BOUNDS.stream().filter(bound -> exact <= bound).findFirst().orElseThrow();
        double lower = BOUNDS.stream().filter(bound -> bound < exact).reduce(0.0, (a, b) -> b);
        assertThat(told).isBetween(lower, Math.min(upper, 10));
    }
}
