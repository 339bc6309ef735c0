package io.roundhouse.batcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CpuMeterTest {
    private final AtomicLong used = new AtomicLong(1_000);

    @Test
    void measuresWhatItIsToldToAndOthersByChance() {
        assertThat(measured(new CpuMeter(used::get, () -> false), true)).isEqualTo(70);
        assertThat(measured(new CpuMeter(used::get, () -> true), false)).isEqualTo(70);
        assertThat(measured(new CpuMeter(used::get, () -> false), false)).isEqualTo(CpuMeter.UNKNOWN);
    }

    @Test
    void knowsNothingWhereTheSystemDoesNotTell() {
        assertThat(measured(new CpuMeter(() -> -1), true)).isEqualTo(CpuMeter.UNKNOWN);
    }

    @Test
    void asksTheSystemForOneCallInSixteen() {
        AtomicLong asked = new AtomicLong();
        CpuMeter meter = new CpuMeter(asked::incrementAndGet);

        IntStream.range(0, 16_000).forEach(i -> meter.since(meter.begin(false)));

        assertThat(asked.get()).isBetween(1_600L, 2_400L); // twice a call; thirteen standard deviations either way
    }

    private long measured(CpuMeter meter, boolean always) {
        long began = meter.begin(always);
        used.addAndGet(70);
        return meter.since(began);
    }
}
