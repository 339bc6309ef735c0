package io.roundhouse.judge;

/**
 * Everything that was observed, in 65 numbers, well enough to run the bets of {@link Capital} again against any bound:
 * that gives the confidence sequence.
 *
 * <p>A value between two of 65 points of its range is put on both, each as near as it is to the other, so that the mean
 * stays. The logarithm of a bet's factor is concave in the value, hence the capital found this way is never more than
 * the true one: the confidence sequence is never too narrow, and exact for values on the points, as 0 and 1 are.
 */
final class Masses {
    private static final int CELLS = 64;
    private static final int HALVINGS = 40;

    private final double low;
    private final double high;
    private final double[] masses = new double[CELLS + 1];

    Masses(double low, double high) {
        this.low = low;
        this.high = high;
    }

    void add(double value) {
        double place = (value - low) / (high - low) * CELLS;
        int cell = Math.min((int) place, CELLS - 1);
        double over = place - cell;
        masses[cell] += 1 - over;
        masses[cell + 1] += over;
    }

    /** The largest bound that the bets on "more" have won against. */
    double lower(double alpha) {
        return bound(alpha, true);
    }

    /** The smallest bound that the bets on "less" have won against. */
    double upper(double alpha) {
        return bound(alpha, false);
    }

    /** The evidence falls steadily as the bound goes the bet's own way, so halving finds where it was enough. */
    private double bound(double alpha, boolean more) {
        double needed = Math.log(1 / alpha / Capital.FIRST);
        double won = more ? low : high;
        double open = more ? high : low;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (won + open) / 2;
            if (logEvidence(middle, more) >= needed) {
                won = middle;
            } else {
                open = middle;
            }
        }
        return won;
    }

    private double logEvidence(double bound, boolean more) {
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int i = 0; i < Stakes.COUNT; i++) {
            double log = Math.log(Stakes.part(i)) + logCapital(Stakes.fraction(i), bound, more);
            sum = log > largest ? sum * Math.exp(largest - log) + 1 : sum + Math.exp(log - largest);
            largest = Math.max(largest, log);
        }
        return largest + Math.log(sum);
    }

    private double logCapital(double fraction, double bound, boolean more) {
        double log = 0;
        for (int cell = 0; cell <= CELLS; cell++) {
            if (masses[cell] != 0) {
                double value = low + (high - low) * cell / CELLS;
                log += masses[cell] * Math.log1p(fraction * payoff(value, bound, more));
            }
        }
        return log;
    }

    private double payoff(double value, double bound, boolean more) {
        return more ? (value - bound) / (bound - low) : (bound - value) / (high - bound);
    }

    void save(Saved.Writer out) {
        for (double mass : masses) {
            out.add(mass);
        }
    }

    void restore(Saved.Reader in) {
        for (int cell = 0; cell <= CELLS; cell++) {
            masses[cell] = in.number();
        }
    }
}
