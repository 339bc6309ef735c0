package io.roundhouse.batcher;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of what waits are worth one call of the engine. More is not always better: beyond some size the
 * intermediate results of a computing model no longer fit the processor's caches. Which size pays differs between models,
 * machines, and rows of different length, so each power of two in bytes a row {@link LearntSize learns} for itself.
 *
 * <p>Any thread; only runners of engines that are not quick ask.
 */
final class BatchSizes {
    private final int rowsMax;
    private final AtomicReferenceArray<@Nullable LearntSize> byRowBytes = new AtomicReferenceArray<>(Long.SIZE);

    BatchSizes(int rowsMax) {
        this.rowsMax = rowsMax;
    }

    /** The size that the next batch of rows like these may have. Each question counts as a batch. */
    int next(Pending leader) {
        return of(leader).next();
    }

    /** The size that a batch of rows like these has at most, if it is not a try. */
    int best(Pending leader) {
        return of(leader).best();
    }

    /** This batch took so long. */
    void took(List<Pending> batch, long nanos) {
        int rows = 0;
        for (Pending pending : batch) {
            rows += pending.joinableRows;
        }
        of(batch.get(0)).took(rows, nanos);
    }

    private LearntSize of(Pending leader) {
        long rowBytes = leader.inputs.byteSize() / leader.joinableRows;
        int index = Long.SIZE - 1 - Long.numberOfLeadingZeros(rowBytes | 1);
        LearntSize size = byRowBytes.get(index);
        if (size == null) {
            size = new LearntSize(rowsMax);
            LearntSize earlier = byRowBytes.compareAndExchange(index, null, size);
            return earlier == null ? size : earlier;
        }
        return size;
    }
}
