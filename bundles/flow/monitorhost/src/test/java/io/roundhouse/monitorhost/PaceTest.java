package io.roundhouse.monitorhost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void staysAwayLongerWhileNothingComes() {
        long first = pace.after(0);
        long second = pace.after(0);

        assertThat(second).isEqualTo(2 * first);
        assertThat(settled(0)).isEqualTo(Pace.PAUSE_MAX_NANOS);
    }

    @Test
    void comesOftenWhileMuchDoes() {
        settled(0);

        assertThat(settled(200)).isEqualTo(Pace.PAUSE_MIN_NANOS);
    }

    @Test
    void staysAsItIsWhileItFindsSomeDozens() {
        long pause = pace.after(0);

        assertThat(settled(80)).isEqualTo(pause);
    }

    @Test
    void comesAtOnceWhereMoreMayWait() {
        settled(0);

        assertThat(pace.after(Pace.BATCH_MAX)).isZero();
        assertThat(pace.after(80)).isEqualTo(Pace.PAUSE_MIN_NANOS);
    }

    private long settled(int taken) {
        long pause = 0;
        for (int i = 0; i < 20; i++) {
            pause = pace.after(taken);
        }
        return pause;
    }
}
