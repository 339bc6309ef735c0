package io.roundhouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleBudgetTest {
    private static final long REQUEST = 100_000;

    private final FakeClock clock = new FakeClock();
    private double others; // their share of both processors; negative: unknown
    private long spent; // by shadows since the budget looked
    private long lookedNanos = clock.getAsLong();
    private long looks;
    private final IdleBudget budget = new IdleBudget(this::busy, () -> 2, 0.3, clock);

    private double busy() {
        double mine = spent / 2.0 / (clock.getAsLong() - lookedNanos);
        spent = 0;
        lookedNanos = clock.getAsLong();
        looks++;
        return others < 0 ? others : Math.min(1, others + mine);
    }

    @Test
    void givesWhatIsIdleBeyondTheShareThatStaysIdle() {
        others = 0.4; // of two processors 1.2 are idle, 0.6 of them stay so

        assertThat(taken(Duration.ofSeconds(10))).isCloseTo(0.6, within(0.02));
    }

    @Test
    void givesATrickleOnAFullMachine() {
        others = 1;

        assertThat(taken(Duration.ofSeconds(10))).isCloseTo(0.02, within(0.01));
    }

    @Test
    void holdsNothingBackWhereTheLoadIsUnknown() {
        others = -1;

        assertThat(taken(Duration.ofSeconds(10))).isCloseTo(2, within(0.1));
    }

    @Test
    void looksFourTimesASecond() {
        taken(Duration.ofSeconds(10));

        assertThat(looks).isEqualTo(48);
    }

    @Test
    void tellsThatNothingIsLeft() {
        assertThat(budget.isSpent()).isFalse();

        budget.spend(Duration.ofMillis(50).toNanos());

        assertThat(budget.isSpent()).isTrue();
        assertThat(budget.hasRoom()).isFalse();
    }

    /** Processors taken by requests that are short and always there, once the budget has looked some times. */
    private double taken(Duration time) {
        take(Duration.ofSeconds(2)); // it begins with a full bucket, and cannot know the load yet
        return (double) take(time) / time.toNanos();
    }

    private long take(Duration time) {
        long taken = 0;
        for (long i = time.toMillis(); i > 0; i--) {
            clock.advance(Duration.ofMillis(1));
            for (; budget.hasRoom(); taken += REQUEST) {
                budget.spend(REQUEST);
                spent += REQUEST;
            }
        }
        return taken;
    }
}
