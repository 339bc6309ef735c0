package io.roundhouse.judge;

/**
 * The bets that every test here makes at once: a geometric grid of fractions of the largest bet allowed, each with a part
 * of the starting capital. Such a mixture is within a constant of its best member on every sequence, and needs no guess
 * of the effect beforehand (Waudby-Smith and Ramdas 2023 call it diversified Kelly betting).
 */
final class Stakes {
    static final int COUNT = 12;

    /** A bet of everything would be ruined by the first value that goes against it. */
    private static final double LARGEST = 0.95;

    /** Parts of the capital, more on the large bets: gross harm is found first. They add up to 1. */
    private static final double[] PARTS = parts();

    private static final double[] FRACTIONS = fractions();

    private Stakes() {}

    private static double[] parts() {
        double[] parts = new double[COUNT];
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            parts[i] = 1.0 / (i + 1);
            sum += parts[i];
        }
        for (int i = 0; i < COUNT; i++) {
            parts[i] /= sum;
        }
        return parts;
    }

    private static double[] fractions() {
        double[] fractions = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            fractions[i] = Math.scalb(LARGEST, -i);
        }
        return fractions;
    }

    /** Of bet {@code i}, as a part of the largest bet that can never lose more than all. */
    static double fraction(int i) {
        return FRACTIONS[i];
    }

    static double part(int i) {
        return PARTS[i];
    }
}
