package io.roundhouse.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelTest {
    private final Random random = new Random(5);

    private Level warm() {
        Level level = new Level(0.01);
        for (int i = 0; i < 400; i++) {
            level.offer(Value.of(10 + random.nextGaussian()));
        }
        return level;
    }

    @Test
    void saysNothingForAnHour() {
        Level level = new Level(0.01);
        for (int i = 0; i < 239; i++) {
            level.offer(Value.of(i % 50 == 49 ? 1e6 : 1));
            assertThat(level.steady()).isZero();
        }
    }

    @Test
    void tellsInStandardDeviationsHowFarAValueIsOff() {
        Level level = warm();

        level.offer(Value.of(20));

        assertThat(level.usual()).isCloseTo(10, within(0.5));
        assertThat(level.z()).isCloseTo(10, within(2.0));
    }

    @Test
    void leavesOneValueAloneAndTakesTheSecond() {
        Level level = warm();

        level.offer(Value.of(20));
        assertThat(level.steady()).isLessThan(4);
        level.offer(Value.of(10));
        level.offer(Value.of(20));

        assertThat(level.steady()).isGreaterThan(6);
    }

    @Test
    void takesNoTwoOppositeOnes() {
        Level level = warm();

        level.offer(Value.of(20));
        level.offer(Value.of(0));
        level.offer(Value.of(10));

        assertThat(Math.abs(level.steady())).isLessThan(4);
    }

    @Test
    void isUsedToAShiftAfterAnHourAndNotAfterMinutes() {
        Level level = warm();
        for (int i = 0; i < 12; i++) {
            level.offer(Value.of(20 + random.nextGaussian()));
        }
        assertThat(level.steady()).isGreaterThan(6);

        for (int i = 0; i < 300; i++) {
            level.offer(Value.of(20 + random.nextGaussian()));
        }

        assertThat(level.usual()).isCloseTo(20, within(1.0));
        assertThat(Math.abs(level.steady())).isLessThan(4);
    }

    @Test
    void takesAConstantForWhatItIsAndSmallDifferencesForNothing() {
        Level level = new Level(0.1);
        for (int i = 0; i < 1_000; i++) {
            level.offer(Value.of(5));
        }
        level.offer(Value.of(5.3));
        level.offer(Value.of(5.3));

        assertThat(level.steady()).isCloseTo(3, within(0.1));
    }

    @Test
    void takesIntoAccountThatFewRequestsSayLittle() {
        Level level = warm();

        level.offer(new Value(20, 5));
        level.offer(new Value(20, 5));

        assertThat(level.steady()).isCloseTo(2, within(0.3));
    }
}
