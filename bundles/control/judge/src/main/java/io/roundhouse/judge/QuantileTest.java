package io.roundhouse.judge;

/**
 * Tests whether the canary's quantile is above (or below) a multiple of the live arm's, from two histograms.
 *
 * <p>Idea. Howard and Ramdas ("Sequential estimation of quantiles with applications to A/B testing and best-arm
 * identification", Bernoulli 2022) follow a quantile by betting on the indicator "above {@code t}", whose mean is known if
 * {@code t} is the quantile. Here both arms bet about one {@code t}: in the world in which the live arm's quantile is
 * {@code t} and the canary's is at most {@code c·t}, "the canary takes longer than {@code c·t}" happens with a chance of at
 * most {@code 1-q}, "the live arm takes less than {@code t}" with at most {@code q}. Bets on both have, multiplied, an
 * expectation of at most 1 in this world. The live arm's quantile is one of all {@code t}, so the least product over all
 * {@code t} is never above the product at the true one: it is an e-value too, and no part of alpha is spent on where the
 * quantiles are. Both inequalities are strict, so ties count for nobody and discrete times are right.
 *
 * <p>Buckets. For all {@code t} in a bucket the hits are counted that are certain: values in lower (or higher) buckets
 * only. Fewer hits are less capital, hence the width of a bucket costs power, never validity.
 *
 * <p>Pairs. Given one {@code t}, the bets pay for opposite things, slow canary and quick live. Where slow goes with slow
 * (positive quadrant dependence, Lehmann 1966) the product of the two factors of a pair has an expectation below 1.
 * The other way round it has not: times that go exactly opposite ways were rolled back in 6.6 % of rollouts at alpha 5 %.
 */
final class QuantileTest {
    private final Counts live;
    private final Counts canary;
    private final Odds liveOdds;
    private final Odds canaryOdds;
    private final boolean harm;
    private final int last;
    private int witness; // a bucket of t where the evidence was least when last searched

    /** @param harm whether it bets that the canary takes longer; else that it takes less */
    QuantileTest(Counts live, Counts canary, int buckets, double quantile, boolean harm) {
        this.live = live;
        this.canary = canary;
        this.liveOdds = new Odds(harm ? quantile : 1 - quantile);
        this.canaryOdds = new Odds(harm ? 1 - quantile : quantile);
        this.harm = harm;
        this.last = buckets - 1;
    }

    /** Whether the evidence is as much as needed, against "{@code shift} buckets between the quantiles". */
    boolean reaches(double logNeeded, int shift) {
        return logAtMost(witness, shift) >= logNeeded
                && log(witness, witness, shift, logNeeded) >= logNeeded
                && least(0, last, shift, logNeeded) >= logNeeded;
    }

    /** The logarithm of the evidence. */
    double logEvidence(int shift) {
        return least(0, last, shift, Double.POSITIVE_INFINITY);
    }

    /** The border of what is rejected: the most buckets (for harm) or the fewest between the quantiles. */
    int bound(double logNeeded) {
        int won = harm ? -last - 1 : last + 1;
        int open = -won;
        while (Math.abs(open - won) > 1) {
            int middle = (won + open) / 2;
            if (least(0, last, middle, logNeeded) >= logNeeded) {
                won = middle;
            } else {
                open = middle;
            }
        }
        return won;
    }

    /** Searches where the evidence is least, but passes over what is not below {@code best} anyway. */
    private double least(int from, int to, int shift, double best) {
        double bound = log(from, to, shift, best);
        if (bound >= best) {
            return best;
        }
        if (from == to) {
            witness = from;
            return bound;
        }
        int middle = (from + to) >>> 1;
        return least(middle + 1, to, shift, least(from, middle, shift, best));
    }

    /**
     * The evidence if t is in these buckets: not more than that of any single one of them.
     *
     * @param enough from where on less than the exact number will do
     */
    private double log(int from, int to, int shift, double enough) {
        long liveHits = liveHits(harm ? from : to);
        long liveMisses = live.total() - liveHits;
        long canaryHits = canaryHits(harm ? to : from, shift);
        long canaryMisses = canary.total() - canaryHits;
        double atLeast = liveOdds.logAtLeast(liveHits, liveMisses) + canaryOdds.logAtLeast(canaryHits, canaryMisses);
        if (atLeast >= enough) {
            return atLeast;
        }
        return liveOdds.log(liveHits, liveMisses) + canaryOdds.log(canaryHits, canaryMisses);
    }

    private double logAtMost(int bucket, int shift) {
        long liveHits = liveHits(bucket);
        long canaryHits = canaryHits(bucket, shift);
        return liveOdds.logAtMost(liveHits, live.total() - liveHits)
                + canaryOdds.logAtMost(canaryHits, canary.total() - canaryHits);
    }

    private long liveHits(int bucket) {
        return harm ? live.below(bucket) : live.above(bucket);
    }

    /** The first and the last bucket have one border only: what is said to be beyond t must be in another one. */
    private long canaryHits(int bucket, int shift) {
        if (harm) {
            return canary.above(Math.max(0, bucket + shift));
        }
        return bucket == 0 ? 0 : canary.below(Math.min(last, bucket + shift));
    }
}
