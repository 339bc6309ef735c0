package io.roundhouse.drift;

/**
 * @param bins how many values fell into each bin of the layout
 * @param quantiles at {@link #QUANTILES} ranks in the middle of as many equal parts, ascending; empty without values
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NumberSummary(NumberLayout layout, Weight weight, long[] bins, double[] quantiles) implements Summary {
    static final int QUANTILES = 100;

    NumberSummary {
        bins = bins.clone();
        quantiles = quantiles.clone();
    }

    /**
     * Half of what lies between the 16th and the 84th of a hundred values: the standard deviation of a normal column, and
     * not moved by a few wild ones. Where most are equal half of the range; 1 for a constant.
     */
    double spread() {
        if (quantiles.length == 0) {
            return 1;
        }
        double middle = (quantiles[83] - quantiles[16]) / 2;
        double range = (quantiles[QUANTILES - 1] - quantiles[0]) / 2;
        return middle > 0 ? middle : range > 0 ? range : 1;
    }

    /** The share of values up to that one, about. */
    double shareUpTo(double value) {
        int below = 0;
        while (below < quantiles.length && quantiles[below] <= value) {
            below++;
        }
        return quantiles.length == 0 ? 0 : (double) below / quantiles.length;
    }
}
