package io.roundhouse.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class BucketsTest {
    @Property
    void namesAValueNearby(
            @ForAll @DoubleRange(min = 0.002, max = 9e6) @Scale(4) double value,
            @ForAll @DoubleRange(min = 0.01, max = 10) @Scale(4) double margin) {
        Buckets buckets = new Buckets(margin);

        assertThat(buckets.value(buckets.of(value)) / value).isCloseTo(1, within(0.0011));
    }

    @Property
    void shiftsByTheMargin(
            @ForAll @DoubleRange(min = 0.002, max = 1e5) @Scale(4) double value,
            @ForAll @DoubleRange(min = 0.01, max = 10) @Scale(4) double margin) {
        Buckets buckets = new Buckets(margin);

        assertThat(buckets.factor(buckets.shift())).isCloseTo(1 + margin, within(1e-9));
        assertThat(buckets.of(value * (1 + margin)) - buckets.of(value))
                .isBetween(buckets.shift() - 1, buckets.shift() + 1); // rounding, on a border
    }

    /** Coarse clocks give them: exactly ten percent more must not look like more than ten percent. */
    @Property
    void keepsRoundNumbersOffTheBorders(
            @ForAll @IntRange(min = 1, max = 100_000) int value, @ForAll @IntRange(min = 1, max = 100) int percent) {
        Buckets buckets = new Buckets(percent / 100.0);

        assertThat(buckets.of(value * (100.0 + percent) / 100) - buckets.of(value))
                .isEqualTo(buckets.shift());
    }

    @Test
    void putsWhatLiesOutsideIntoTheEnds() {
        Buckets buckets = new Buckets(0.1);

        assertThat(buckets.of(0)).isZero();
        assertThat(buckets.of(1e-9)).isZero();
        assertThat(buckets.of(Double.POSITIVE_INFINITY)).isEqualTo(buckets.count() - 1);
        assertThat(buckets.of(0.0011)).isPositive();
        assertThat(buckets.of(9e6)).isLessThan(buckets.count() - 1);
    }

    @Test
    void takesBoundedMemory() {
        assertThat(new Buckets(0.01).count()).isLessThan(24_000);
        assertThat(new Buckets(0).count()).isLessThan(12_000);
    }
}
