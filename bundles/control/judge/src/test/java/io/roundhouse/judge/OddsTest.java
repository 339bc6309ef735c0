package io.roundhouse.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class OddsTest {
    @Property
    void isWorthOneInTheWorldBetAgainst(
            @ForAll @DoubleRange(min = 0.001, max = 0.999) @Scale(4) double chance,
            @ForAll @IntRange(min = 0, max = 12) int count) {
        Odds odds = new Odds(chance);
        double expected = 0;
        double ways = 1;
        for (int hits = 0; hits <= count; hits++) {
            expected += ways
                    * Math.pow(chance, hits)
                    * Math.pow(1 - chance, count - hits)
                    * Math.exp(odds.log(hits, count - hits));
            ways = ways * (count - hits) / (hits + 1);
        }

        assertThat(expected).isCloseTo(1, within(1e-9));
    }

    @Property
    void liesBetweenItsBounds(
            @ForAll @DoubleRange(min = 0.001, max = 0.999) @Scale(4) double chance,
            @ForAll @IntRange(min = 0, max = 100_000) int hits,
            @ForAll @IntRange(min = 0, max = 100_000) int misses) {
        Odds odds = new Odds(chance);

        assertThat(odds.log(hits, misses))
                .isBetween(odds.logAtLeast(hits, misses) - 1e-9, odds.logAtMost(hits, misses) + 1e-9);
        assertThat(odds.log(hits + 1, misses)).isGreaterThan(odds.log(hits, misses));
    }
}
