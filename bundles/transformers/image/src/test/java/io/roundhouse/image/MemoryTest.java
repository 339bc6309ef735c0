package io.roundhouse.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final long MEGA = 1 << 20;

    private final Memory memory = new Memory(10 * MEGA);

    private static Deadline in(Duration time) {
        return Deadline.after(time, System.nanoTime());
    }

    @Test
    void letsInWhatFitsAndGivesItBack() {
        int first = memory.enter(6 * MEGA, in(Duration.ZERO));

        Given.assertRefused(ErrorCode.DEADLINE_EXCEEDED, () -> memory.enter(6 * MEGA, in(Duration.ofMillis(1))))
                .hasMessageContaining("waiting for memory");
        memory.leave(first);
        memory.leave(memory.enter(6 * MEGA, in(Duration.ZERO)));
        assertThat(memory.enter(10 * MEGA, in(Duration.ZERO))).isPositive();
    }

    @Test
    void letsALargePictureInAlone() {
        int all = memory.enter(500 * MEGA, in(Duration.ZERO));

        Given.assertRefused(ErrorCode.DEADLINE_EXCEEDED, () -> memory.enter(2 * MEGA, in(Duration.ZERO)));
        assertThat(memory.enter(MEGA - 1, in(Duration.ZERO))).isZero(); // small ones do not wait
        memory.leave(all);
        assertThat(memory.enter(2 * MEGA, in(Duration.ZERO))).isPositive();
    }

    @Test
    void letsAWaitingOneInAsSoonAsThereIsSpace() throws Exception {
        int all = memory.enter(500 * MEGA, in(Duration.ZERO));
        CompletableFuture<Integer> waiting =
                CompletableFuture.supplyAsync(() -> memory.enter(2 * MEGA, in(Duration.ofSeconds(30))));

        memory.leave(all);

        assertThat(waiting.get(30, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void endsAWaitThatIsInterrupted() {
        memory.enter(500 * MEGA, in(Duration.ZERO));
        Thread.currentThread().interrupt();

        Given.assertRefused(ErrorCode.CANCELLED, () -> memory.enter(2 * MEGA, in(Duration.ofSeconds(30))));

        assertThat(Thread.interrupted()).isTrue();
    }
}
