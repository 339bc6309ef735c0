package io.roundhouse.judge;

/**
 * The capital of bets that something happens more often than a probability, from counts alone: as {@link Capital}, but
 * with constant fractions and no instalments, so that it is known for events that nobody bet on at the time.
 */
final class Odds {
    private final double[] logHit = new double[Stakes.COUNT];
    private final double[] logMiss = new double[Stakes.COUNT];
    private final double[] logPart = new double[Stakes.COUNT];

    /** @param probability of a hit at most, in the world that is bet against */
    Odds(double probability) {
        for (int i = 0; i < Stakes.COUNT; i++) {
            double fraction = Stakes.fraction(i);
            logHit[i] = Math.log1p(fraction * (1 - probability) / probability);
            logMiss[i] = Math.log1p(-fraction);
            logPart[i] = Math.log(Stakes.part(i));
        }
    }

    /** The logarithm of the capital. */
    double log(long hits, long misses) {
        double largest = logAtMost(hits, misses);
        double sum = 0;
        for (int i = 0; i < Stakes.COUNT; i++) {
            sum += Math.exp(logPart[i] + hits * logHit[i] + misses * logMiss[i] - largest);
        }
        return largest + Math.log(sum);
    }

    /** Not more than {@link #log}, and cheap: the capital of the richest bet. */
    double logAtLeast(long hits, long misses) {
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < Stakes.COUNT; i++) {
            best = Math.max(best, logPart[i] + hits * logHit[i] + misses * logMiss[i]);
        }
        return best;
    }

    /** Not less than {@link #log}, and cheap: what if the richest bet had all the capital. */
    double logAtMost(long hits, long misses) {
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < Stakes.COUNT; i++) {
            best = Math.max(best, hits * logHit[i] + misses * logMiss[i]);
        }
        return best;
    }
}
