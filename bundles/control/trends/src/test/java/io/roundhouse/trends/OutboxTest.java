package io.roundhouse.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox(10);

    private void add(long minute, int points) {
        Map<SeriesKey, Rolled> all = new HashMap<>();
        for (int i = 0; i < points; i++) {
            all.put(new SeriesKey("s" + i, Map.of(), false), Rolled.of(1));
        }
        outbox.add(minute, all);
    }

    private long take() {
        return Objects.requireNonNull(outbox.take()).atMillis();
    }

    @Test
    void givesTheSameAgainUntilItIsDone() {
        add(1, 2);
        add(2, 3);

        assertThat(take()).isEqualTo(1);
        assertThat(take()).isEqualTo(1);
        outbox.done();
        assertThat(take()).isEqualTo(2);
        outbox.done();
        assertThat(outbox.take()).isNull();
        assertThat(outbox.points()).isZero();
    }

    @Test
    void theOldestGiveWayAndAreCounted() {
        add(1, 4);
        add(2, 4);
        add(3, 4);

        assertThat(outbox.dropped()).isEqualTo(4);
        assertThat(outbox.points()).isEqualTo(8);
        assertThat(take()).isEqualTo(2);
    }

    @Test
    void whatIsBeingWrittenDoesNotGiveWay() {
        add(1, 4);
        assertThat(take()).isEqualTo(1);
        add(2, 4);
        add(3, 4);

        assertThat(outbox.dropped()).isEqualTo(4);
        assertThat(take()).isEqualTo(1);
        outbox.done();
        assertThat(take()).isEqualTo(3);
    }
}
