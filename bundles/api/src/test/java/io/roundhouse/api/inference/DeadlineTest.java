package io.roundhouse.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void isPastFromItsMomentOn() {
        Deadline deadline = Deadline.after(Duration.ofNanos(10), 100);

        assertThat(deadline.isPast(109)).isFalse();
        assertThat(deadline.isPast(110)).isTrue();
        assertThat(deadline.remainingNanos(115)).isEqualTo(-5);
    }

    @Property
    void comparesAcrossTheOverflowOfTheClock(@ForAll long now, @ForAll @LongRange(min = 1, max = 1L << 40) long nanos) {
        Deadline deadline = Deadline.after(Duration.ofNanos(nanos), now);
        Deadline earlier = new Deadline(now);

        assertThat(deadline.isPast(now)).isFalse();
        assertThat(deadline.isPast(now + nanos)).isTrue();
        assertThat(deadline.remainingNanos(now)).isEqualTo(nanos);
        assertThat(deadline.later(earlier)).isEqualTo(deadline);
        assertThat(earlier.later(deadline)).isEqualTo(deadline);
    }
}
