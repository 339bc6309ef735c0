package io.roundhouse.judge;

/**
 * The capital of somebody who bets, value by value, that a mean lies beyond a bound.
 *
 * <p>Idea (Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting", JRSS-B 2023, on the capital
 * process and hedged capital): start with 1 and multiply by {@code 1 + f·g(x)} for each value, with {@code 0 < f < 1}
 * chosen before the value is seen and {@code g(x) >= -1} a payoff whose mean is at most 0 if the mean of {@code x} is
 * within the bound. Then the expected capital never grows, and by Ville's inequality the chance that it ever reaches
 * {@code 1/alpha} is at most alpha, whenever and however often one looks. Nothing else is asked of the values: no
 * distribution, no variance, no independence beyond that mean.
 *
 * <p>The fractions are those of {@link Stakes}. Each bet keeps a quarter of its money back: when what it plays with has
 * shrunk to a hundredth, it begins anew with the next instalment, {@code 1/(r(r+1))} of the quarter for the r-th. So a
 * canary that was good for a million requests and then breaks is found with a few dozen errors more, instead of never.
 * When to begin anew depends on the past only: the expectation stays.
 */
final class Capital {
    /** What a bet plays with at first; the rest are instalments. */
    static final double FIRST = 0.75;

    private static final double RUINED = 0x1p-7;

    /** Less than there is, so that the product stays a number. */
    private static final double ENOUGH = 1e250;

    private final double[] wealth = new double[Stakes.COUNT];
    private final double[] floors = new double[Stakes.COUNT]; // below, a bet begins anew
    private final long[] restarts = new long[Stakes.COUNT];

    Capital() {
        for (int i = 0; i < wealth.length; i++) {
            start(i);
        }
    }

    private void start(int i) {
        long r = restarts[i];
        double stake = Stakes.part(i) * (r == 0 ? FIRST : (1 - FIRST) / r / (r + 1));
        wealth[i] = stake;
        floors[i] = stake * RUINED;
    }

    /**
     * One value.
     *
     * @param payoff at least -1; of mean 0 or less if the bound is kept
     */
    void play(double payoff) {
        for (int i = 0; i < wealth.length; i++) {
            double now = wealth[i] * (1 + Stakes.fraction(i) * payoff);
            if (now < floors[i]) {
                restarts[i]++;
                start(i);
            } else {
                wealth[i] = Math.min(now, ENOUGH);
            }
        }
    }

    /** An e-value: the evidence that the bound is not kept. */
    double evidence() {
        double sum = 0;
        for (double part : wealth) {
            sum += part;
        }
        return sum;
    }

    void save(Saved.Writer out) {
        for (int i = 0; i < wealth.length; i++) {
            out.add(wealth[i]).add(restarts[i]);
        }
    }

    void restore(Saved.Reader in) {
        for (int i = 0; i < wealth.length; i++) {
            double saved = in.number();
            restarts[i] = in.count();
            start(i);
            wealth[i] = saved;
        }
    }
}
