package io.roundhouse.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuessesTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Guesses guesses = new Guesses(clock::get);

    @Test
    void countsEachAddressByTheMinute() {
        assertThat(guesses.wrong("a")).isEqualTo(1);
        assertThat(guesses.wrong("a")).isEqualTo(2);
        assertThat(guesses.wrong("b")).isEqualTo(1);
        clock.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(guesses.wrong("a")).isEqualTo(3);
        assertThat(guesses.secondsLeft()).isEqualTo(1);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(guesses.wrong("a")).isEqualTo(1);
        assertThat(guesses.secondsLeft()).isEqualTo(60);
    }

    @Test
    void takesTheAddressesThatAreTooManyForOne() {
        for (int i = 0; i < Guesses.ADDRESSES_MAX; i++) {
            assertThat(guesses.wrong("address" + i)).isEqualTo(1);
        }

        assertThat(guesses.wrong("one more")).isEqualTo(1);
        assertThat(guesses.wrong("and another")).isEqualTo(2);
        assertThat(guesses.wrong("address7")).isEqualTo(2);
    }
}
