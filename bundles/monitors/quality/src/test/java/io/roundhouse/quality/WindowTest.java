package io.roundhouse.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WindowTest {
    private final FakeClock clock = new FakeClock();
    private final Window window = new Window(Duration.ofHours(1), clock.getAsLong(), () -> Pane.ofCounts(1));

    private void row() {
        window.at(clock.getAsLong()).rows++;
    }

    private long rows() {
        return window.sum(clock.getAsLong()).rows;
    }

    @Test
    void forgetsTheOldestTwelfthAtATime() {
        row();
        clock.advance(Duration.ofMinutes(30));
        row();
        assertThat(rows()).isEqualTo(2);

        clock.advance(Duration.ofMinutes(29));
        assertThat(rows()).isEqualTo(2);

        clock.advance(Duration.ofMinutes(1));
        assertThat(rows()).isEqualTo(1);

        clock.advance(Duration.ofDays(9));
        assertThat(rows()).isZero();
    }

    /** Against a list of all rows: those of the last 55 minutes are in, those of more than 60 are out. */
    @Property(tries = 100)
    void holdsTheLastHourWithinATwelfth(@ForAll long seed) {
        Random random = new Random(seed);
        FakeClock time = new FakeClock();
        Window hour = new Window(Duration.ofHours(1), time.getAsLong(), () -> Pane.ofCounts(1));
        Deque<Long> all = new ArrayDeque<>();
        for (int i = 0; i < 200; i++) {
            time.advance(Duration.ofSeconds(random.nextInt(random.nextInt(20) == 0 ? 7_200 : 120)));
            long now = time.getAsLong();
            hour.at(now).rows++;
            all.addLast(now);

            long sure = all.stream()
                    .filter(at -> now - at < Duration.ofMinutes(55).toNanos())
                    .count();
            long possible = all.stream()
                    .filter(at -> now - at <= Duration.ofMinutes(60).toNanos())
                    .count();
            assertThat(hour.sum(now).rows).isBetween(sure, possible);
        }
    }
}
