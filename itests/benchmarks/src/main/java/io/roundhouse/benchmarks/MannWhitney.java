package io.roundhouse.benchmarks;

/**
 * The rank test that canary judges of today use (Kayenta's default), kept up to date value by value so that it can be
 * asked after every request: times in logarithmic buckets of 0.2 %, ties counted half and corrected for.
 */
final class MannWhitney {
    /** Of a two-sided test at 0.05; the canary is failed on the side that is worse. */
    private static final double CRITICAL = 1.959964;

    private static final int BUCKETS = 1 << 13;
    private static final double WIDTH = 0.002;
    private static final double FIRST_BORDER = 1e-3;

    private final long[] live = new long[BUCKETS + 1]; // Fenwick trees
    private final long[] canary = new long[BUCKETS + 1];
    private final int[] ties = new int[BUCKETS];
    private long liveCount;
    private long canaryCount;
    private double liveBelowCanary; // pairs, a tie is half of one
    private double tieSum;

    void live(double value) {
        int bucket = bucket(value);
        liveBelowCanary += canaryCount - (below(canary, bucket) + below(canary, bucket + 1)) / 2.0;
        add(live, bucket);
        liveCount++;
    }

    void canary(double value) {
        int bucket = bucket(value);
        liveBelowCanary += (below(live, bucket) + below(live, bucket + 1)) / 2.0;
        add(canary, bucket);
        canaryCount++;
    }

    /** Whether the canary's values are significantly higher; never before each arm gave so many. */
    boolean fails(long least) {
        return liveCount >= least && canaryCount >= least && z() > CRITICAL;
    }

    /** The statistic, normal under the null hypothesis. */
    double z() {
        double pairs = (double) liveCount * canaryCount;
        double all = liveCount + canaryCount;
        double variance = pairs / 12 * (all + 1 - tieSum / (all * (all - 1)));
        return variance <= 0 ? 0 : (liveBelowCanary - pairs / 2) / Math.sqrt(variance);
    }

    private static int bucket(double value) {
        double place = Math.log(Math.max(value, FIRST_BORDER) / FIRST_BORDER) / WIDTH;
        return (int) Math.min(BUCKETS - 1, place);
    }

    private void add(long[] tree, int bucket) {
        double tied = ties[bucket]++;
        tieSum += 3 * tied * (tied + 1); // (t+1)³-(t+1) less t³-t
        for (int i = bucket + 1; i <= BUCKETS; i += i & -i) {
            tree[i]++;
        }
    }

    private static long below(long[] tree, int bucket) {
        long sum = 0;
        for (int i = bucket; i > 0; i -= i & -i) {
            sum += tree[i];
        }
        return sum;
    }
}
