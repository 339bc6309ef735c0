package io.roundhouse.batcher;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How much of a processor a call of the engine took, on the thread that made it. Each of the two readings is a system call
 * of 0.6 to 1 us, too dear for a model of 10 us: so every call that nobody waits for is measured, and of the others one in
 * {@value #ONE_OF}, by chance, as what comes every so often may be of one kind.
 */
final class CpuMeter {
    static final long UNKNOWN = -1;
    static final int ONE_OF = 16;

    private final LongSupplier threadCpuNanos;
    private final BooleanSupplier chance;

    /** @param threadCpuNanos of the calling thread; negative where the system does not tell */
    CpuMeter(LongSupplier threadCpuNanos) {
        this(threadCpuNanos, () -> ThreadLocalRandom.current().nextInt(ONE_OF) == 0);
    }

    CpuMeter(LongSupplier threadCpuNanos, BooleanSupplier chance) {
        this.threadCpuNanos = threadCpuNanos;
        this.chance = chance;
    }

    /** Before the call; for {@link #since}. */
    long begin(boolean always) {
        return always || chance.getAsBoolean() ? threadCpuNanos.getAsLong() : UNKNOWN;
    }

    /** After it, on the same thread. */
    long since(long began) {
        return began < 0 ? UNKNOWN : Math.max(0, threadCpuNanos.getAsLong() - began);
    }
}
