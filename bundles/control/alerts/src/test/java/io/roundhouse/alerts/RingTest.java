package io.roundhouse.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RingTest {
    @Test
    void knowsTheWholeWindowAndIsBounded() {
        Ring ring = new Ring(Numbers.HOUR);
        for (long at = 0; at <= 10 * Numbers.HOUR; at += Numbers.STEP) {
            ring.add(at, (double) at);
        }

        assertThat(ring.size()).isLessThanOrEqualTo(270);
        assertThat(ring.since()).isLessThanOrEqualTo(9 * Numbers.HOUR);
        assertThat(ring.newest()).isEqualTo(10.0 * Numbers.HOUR);
    }

    @Property(tries = 100)
    void knowsWhatGrewEvenlyAtAnyMoment(
            @ForAll @IntRange(min = 1, max = 72) int hours, @ForAll @LongRange(min = 0, max = 1_000_000) long part) {
        long window = hours * Numbers.HOUR;
        Ring ring = new Ring(window);
        for (long at = 0; at <= 2 * window; at += Numbers.STEP) {
            ring.add(at, 3.0 * at);
        }
        long moment = window + part * window / 1_000_000;

        assertThat(ring.at(moment)).isCloseTo(3.0 * moment, within(1.0));
    }

    @Test
    void keepsTheNewestExactBetweenTwoPoints() {
        Ring ring = new Ring(72 * Numbers.HOUR);
        ring.add(0, 0);
        ring.add(Numbers.STEP, 1);
        ring.add(2 * Numbers.STEP, 7);

        assertThat(ring.newest()).isEqualTo(7);
        assertThat(ring.size()).isEqualTo(2);
    }

    @Test
    void answersWithTheFirstPointBeforeIt() {
        Ring ring = new Ring(Numbers.HOUR);
        ring.add(Numbers.BEGIN, 5);

        assertThat(ring.at(0)).isEqualTo(5);
        assertThat(ring.at(Numbers.BEGIN + 1)).isEqualTo(5);
    }
}
