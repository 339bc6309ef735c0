package io.roundhouse.image;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that pictures may take while they are decoded, all requests together: a picture of 50 megapixels takes
 * several hundred megabytes, and so many threads with one each would end the process. One picture fits always, alone.
 */
final class Memory {
    /** What a picture below it takes is not worth a wait; request threads are bounded, so the sum is too. */
    private static final long SMALL_BYTES = 1 << 20;

    private static final int UNIT_BYTES = 1 << 10;

    private final int units;
    private final Semaphore free;

    Memory(long bytes) {
        units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT_BYTES));
        free = new Semaphore(units, true);
    }

    /** A quarter of the heap. */
    static Memory ofHeap() {
        return new Memory(Runtime.getRuntime().maxMemory() / 4);
    }

    /**
     * Takes so many bytes, waiting for others to give theirs back.
     *
     * @return what to {@linkplain #leave give back}
     */
    int enter(long bytes, Deadline deadline) {
        if (bytes < SMALL_BYTES) {
            return 0;
        }
        int wanted = (int) Math.min(units, bytes / UNIT_BYTES);
        try {
            if (free.tryAcquire(wanted, deadline.remainingNanos(System.nanoTime()), TimeUnit.NANOSECONDS)) {
                return wanted;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.CANCELLED, "interrupted while waiting for memory to decode into", e);
        }
        throw new InferenceException(
                ErrorCode.DEADLINE_EXCEEDED,
                "the deadline passed while waiting for memory: large pictures of other requests are being decoded");
    }

    void leave(int taken) {
        if (taken > 0) {
            free.release(taken);
        }
    }
}
