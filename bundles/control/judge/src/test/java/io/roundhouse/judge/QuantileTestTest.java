package io.roundhouse.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class QuantileTestTest {
    private static final int BUCKETS = 40;
    private static final double QUANTILE = 0.7;

    @Property
    void findsTheLeastEvidenceOfAllBuckets(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = BUCKETS - 1) Integer> live,
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = BUCKETS - 1) Integer> canary,
            @ForAll @IntRange(min = -3, max = 10) int shift,
            @ForAll boolean harm) {
        QuantileTest test = new QuantileTest(counts(live), counts(canary), BUCKETS, QUANTILE, harm);

        double least = least(live, canary, shift, harm);

        assertThat(test.logEvidence(shift)).isCloseTo(least, within(1e-9));
        assertThat(test.reaches(least - 1e-6, shift)).isTrue();
        assertThat(test.reaches(least + 1e-6, shift)).isFalse();
    }

    @Property
    void boundsWhatItRejects(
            @ForAll @Size(min = 30, max = 60) List<@IntRange(min = 0, max = 9) Integer> live,
            @ForAll @Size(min = 30, max = 60) List<@IntRange(min = 20, max = 29) Integer> canary,
            @ForAll boolean harm) {
        QuantileTest test = new QuantileTest(counts(live), counts(canary), BUCKETS, QUANTILE, harm);
        int outwards = harm ? 1 : -1;

        int bound = test.bound(1);

        assertThat(bound).isBetween(-BUCKETS, BUCKETS);
        assertThat(test.logEvidence(bound)).isGreaterThanOrEqualTo(1);
        assertThat(test.logEvidence(bound + outwards)).isLessThan(1);
    }

    private static Counts counts(List<Integer> values) {
        Counts counts = new Counts(BUCKETS);
        values.forEach(bucket -> counts.add(bucket, 1));
        return counts;
    }

    /** Word for word what the class says, for one t in the middle of each bucket, ends included. */
    private static double least(List<Integer> live, List<Integer> canary, int shift, boolean harm) {
        Odds liveOdds = new Odds(harm ? QUANTILE : 1 - QUANTILE);
        Odds canaryOdds = new Odds(harm ? 1 - QUANTILE : QUANTILE);
        double least = Double.POSITIVE_INFINITY;
        for (int t = 0; t < BUCKETS; t++) {
            int low = t;
            int high = t + shift;
            long liveHits = live.stream().filter(v -> harm ? v < low : v > low).count();
            long canaryHits = canary.stream()
                    .filter(v -> harm ? v > Math.max(0, high) : low > 0 && v < Math.min(BUCKETS - 1, high))
                    .count();
            least = Math.min(
                    least,
                    liveOdds.log(liveHits, live.size() - liveHits)
                            + canaryOdds.log(canaryHits, canary.size() - canaryHits));
        }
        return least;
    }
}
