package io.roundhouse.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PollerTest {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    @Test
    void oneLookThatCopiesAModelDoesNotSlowTheNextDown() {
        long[] took = new long[8];
        Arrays.fill(took, TimeUnit.MILLISECONDS.toNanos(1));
        took[3] = TimeUnit.SECONDS.toNanos(2);

        assertThat(Poller.pauseNanos(PAUSE, took)).isEqualTo(PAUSE);
    }

    @Test
    void looksThatAllTakeLongAreMadeLessOften() {
        long[] took = new long[8];
        Arrays.fill(took, TimeUnit.MILLISECONDS.toNanos(100));

        assertThat(Poller.pauseNanos(PAUSE, took)).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    }

    @Test
    void theFirstLooksAreNotSlowedDown() {
        long[] took = new long[8];
        took[0] = TimeUnit.SECONDS.toNanos(2);

        assertThat(Poller.pauseNanos(PAUSE, took)).isEqualTo(PAUSE);
    }
}
