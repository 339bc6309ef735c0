package io.roundhouse.metrics;

import io.roundhouse.api.inference.Timing;
import java.util.concurrent.atomic.LongAdder;

/**
 * Processor time of one arm's batches. It is measured for some of them only; the others are taken to need as much of a
 * processor for each second in the engine as those measured did, and a whole one before any was. Adding: any thread;
 * reading: one at a time.
 */
final class CpuTime {
    private final LongAdder measuredCpu = new LongAdder();
    private final LongAdder measuredCompute = new LongAdder();
    private final LongAdder otherCompute = new LongAdder();

    private long cpuRead;
    private long otherRead;
    private double seconds;

    /** One request; those of a batch but its first say nothing new. */
    void add(Timing timing) {
        if (timing.executions() == 0) {
            return;
        }
        if (timing.cpuNanos() >= 0) {
            measuredCompute.add(timing.computeNanos());
            measuredCpu.add(timing.cpuNanos());
        } else {
            otherCompute.add(timing.computeNanos());
        }
    }

    /** All so far; never falls, as what was told once stays as it was guessed then. */
    double seconds() {
        long cpu = measuredCpu.sum();
        long compute = measuredCompute.sum();
        long other = otherCompute.sum();
        double share = compute == 0 ? 1 : (double) cpu / compute;
        seconds += ((cpu - cpuRead) + (other - otherRead) * share) / 1e9;
        cpuRead = cpu;
        otherRead = other;
        return seconds;
    }
}
