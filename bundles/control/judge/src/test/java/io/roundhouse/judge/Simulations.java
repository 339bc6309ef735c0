package io.roundhouse.judge;

import java.util.SplittableRandom;

/** What the tests that count false alarms share. Seeds are fixed: these tests pass always or never. */
final class Simulations {
    private static final double SIGMAS = 4;

    private Simulations() {}

    /** How often something of that chance may happen, at most, before one doubts the chance. */
    static int most(int times, double chance) {
        return (int) (times * chance + SIGMAS * Math.sqrt(times * chance * (1 - chance)));
    }

    static double coin(SplittableRandom random, double chance) {
        return random.nextDouble() < chance ? 1 : 0;
    }

    static double time(SplittableRandom random, double median, double spread) {
        return median * Math.exp(spread * random.nextGaussian());
    }
}
