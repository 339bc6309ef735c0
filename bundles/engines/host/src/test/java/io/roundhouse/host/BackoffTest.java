package io.roundhouse.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void doublesUpToAMinute() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), MINUTE, 0);

        assertThat(IntStream.rangeClosed(0, 11).mapToLong(n -> backoff.nanos(n, 1) / 1_000_000))
                .containsExactly(
                        0L, 0L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L, 60_000L);
    }

    @Property
    void takesOffNoMoreThanItsJitter(@ForAll @IntRange(min = 2) int failures, @ForAll long seed) {
        long whole = new Backoff(Duration.ofMillis(500), MINUTE, 0).nanos(failures, seed);

        long wait = new Backoff(Duration.ofMillis(500), MINUTE, 0.2).nanos(failures, seed);

        assertThat(wait).isBetween((long) (whole * 0.8) - 1, whole);
    }

    @Test
    void spreadsWhatDiedTogether() {
        Backoff backoff = new Backoff(Duration.ofSeconds(10), MINUTE, 0.5);
        long[] tenths = new long[5];

        long seed = 42;
        for (int i = 0; i < 10_000; i++) {
            seed = Backoff.next(seed);
            tenths[(int) Math.min(4, (backoff.nanos(2, seed) - 5_000_000_000L) / 1_000_000_000L)]++;
        }

        assertThat(Arrays.stream(tenths)).allMatch(count -> count > 1_800 && count < 2_200);
    }

    @Test
    void refusesWhatIsNoBackOff() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, MINUTE, 0)).hasMessageContaining("above 0 up to max");
        assertThatThrownBy(() -> new Backoff(MINUTE, Duration.ofSeconds(1), 0)).hasMessageContaining("PT1M to PT1S");
        assertThatThrownBy(() -> new Backoff(MINUTE, MINUTE, 1)).hasMessageContaining("was 1.0");
    }
}
