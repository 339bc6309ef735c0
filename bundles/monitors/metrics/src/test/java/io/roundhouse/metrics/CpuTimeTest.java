package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.inference.Timing;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
    private static final long SECOND = 1_000_000_000;

    private final CpuTime cpu = new CpuTime();

    private static Timing batch(long computeSeconds, double cpuSeconds, int executions) {
        return new Timing(0, 0, computeSeconds * SECOND, (long) (cpuSeconds * SECOND), SECOND, 4, executions);
    }

    private static Timing unmeasured(long computeSeconds) {
        return batch(computeSeconds, -1, 1);
    }

    @Test
    void countsABatchOnce() {
        cpu.add(batch(2, 1.5, 1));
        cpu.add(batch(2, 1.5, 0));
        cpu.add(batch(2, 1.5, 0));

        assertThat(cpu.seconds()).isEqualTo(1.5);
        assertThat(cpu.seconds()).isEqualTo(1.5);
    }

    @Test
    void takesBatchesNotMeasuredToBeAsTheOthers() {
        cpu.add(batch(2, 1, 1));
        cpu.add(unmeasured(10));

        assertThat(cpu.seconds()).isEqualTo(6);
    }

    @Test
    void takesAWholeProcessorBeforeAnythingWasMeasured() {
        cpu.add(unmeasured(10));

        assertThat(cpu.seconds()).isEqualTo(10);
    }

    @Test
    void neverTakesBackWhatItGuessed() {
        cpu.add(unmeasured(10));
        cpu.seconds();
        cpu.add(batch(100, 10, 1));

        assertThat(cpu.seconds()).isEqualTo(20);
        cpu.add(unmeasured(10));
        assertThat(cpu.seconds()).isCloseTo(21, within(1e-9));
    }
}
