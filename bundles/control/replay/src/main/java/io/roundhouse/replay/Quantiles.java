package io.roundhouse.replay;

import io.roundhouse.server.control.Replay.Times;

/** Times in buckets that grow by 1 %: as far off is what is told of them. Of constant size. One thread at a time. */
final class Quantiles {
    private static final double GROWTH = Math.log(1.01);
    private static final int BUCKETS = 3_000; // to 9e12 ns, two and a half hours

    private final long[] counts = new long[BUCKETS];
    private long count;

    void add(long nanos) {
        counts[(int) Math.min(BUCKETS - 1, Math.log((double) Math.max(1, nanos)) / GROWTH)]++;
        count++;
    }

    Times times() {
        return new Times(count, at(0.5), at(0.99));
    }

    private long at(double share) {
        if (count == 0) {
            return 0;
        }
        long wanted = (long) Math.ceil(share * count);
        int bucket = 0;
        for (long seen = counts[0]; seen < wanted; seen += counts[bucket]) {
            bucket++;
        }
        return Math.round(Math.exp((bucket + 0.5) * GROWTH));
    }
}
