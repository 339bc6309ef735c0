package io.roundhouse.drift;

/**
 * How far a column is from its reference. What does not apply to its kind is NaN.
 *
 * @param psi population stability index over about ten parts of the reference, or over the words; that of missing and
 *     present where it is greater; for vectors what it would be of a normal column for the same {@link #mmd}
 * @param ks the greatest difference of the distribution functions (Kolmogorov 1933, Smirnov 1939), of numbers
 * @param js the divergence of Jensen and Shannon in bits, 0 to 1
 * @param wasserstein how far values moved on average (the earth mover's distance), in {@link NumberSummary#spread}s
 * @param chiSquared Pearson's statistic, of categories
 * @param shift how far the mean of vectors moved, in units of their spread
 * @param mmd the maximum mean discrepancy of vectors, squared and less what chance gives
 * @param missing the share without a value now, less that in the reference
 * @param pValue how likely something as far apart is without drift, at most
 */
record Comparison(
        double psi,
        double ks,
        double js,
        double wasserstein,
        double chiSquared,
        double shift,
        double mmd,
        double missing,
        double pValue) {
    private static final double GROUP_SHARE = 0.1;
    private static final double WORD_SHARE = 0.02;

    /**
     * The discrepancy for which a kernel as wide as two rows are apart sees a shift by one spread, as long as that is small: by
     * 2 exp(-1/2) (1 - exp(-δ²/4)), of which the first part is 0.3 δ²; and δ² is the index of a normal column that moved by
     * δ.
     */
    private static final double MMD_OF_UNIT_PSI = 0.3;

    /** Variances of features are measured in the reference, and may be that much greater. */
    private static final double VARIANCE_MARGIN = 1.1;

    static Comparison of(Summary reference, Summary now) {
        if (reference instanceof NumberSummary one && now instanceof NumberSummary other) {
            return numbers(one, other);
        }
        if (reference instanceof CategorySummary one && now instanceof CategorySummary other) {
            return categories(one, other);
        }
        return vectors((VectorSummary) reference, (VectorSummary) now);
    }

    private static Comparison numbers(NumberSummary reference, NumberSummary now) {
        double n = independent(now.weight());
        double m = independent(reference.weight());
        Shares shares = Shares.grouped(reference.bins(), now.bins(), GROUP_SHARE);
        double ks = ks(reference, now);
        return of(
                shares.psi(m, n),
                ks,
                shares.jensenShannon(),
                wasserstein(reference, now),
                Double.NaN,
                Tails.kolmogorov(ks, n, m),
                reference.weight(),
                now.weight());
    }

    private static Comparison categories(CategorySummary reference, CategorySummary now) {
        Weight before = reference.weight();
        Weight after = now.weight();
        Shares shares = Shares.ofWords(reference.counts(), now.counts(), WORD_SHARE);
        double least = 1;
        for (int i = 0; i < reference.counts().length; i++) {
            least = Math.min(
                    least,
                    Tails.shares(
                            now.counts()[i] * after.perRow(),
                            independent(after),
                            reference.counts()[i] * before.perRow(),
                            independent(before)));
        }
        return of(
                shares.psi(independent(before), independent(after)),
                Double.NaN,
                shares.jensenShannon(),
                Double.NaN,
                shares.chiSquared(before.perRow(), after.perRow()),
                Math.min(1, least * reference.counts().length),
                before,
                after);
    }

    /** With what all kinds have: values that are missing are another way to move, and each way has half of the error. */
    private static Comparison of(
            double psi,
            double ks,
            double js,
            double wasserstein,
            double chiSquared,
            double pValue,
            Weight reference,
            Weight now) {
        double pMissing = missing(reference, now);
        double psiMissing = Shares.ofMissing(reference, now).psi(reference.effective(), now.effective());
        return new Comparison(
                Math.max(psi, psiMissing),
                ks,
                js,
                wasserstein,
                chiSquared,
                Double.NaN,
                Double.NaN,
                now.missingShare() - reference.missingShare(),
                Math.min(1, 2 * Math.min(pValue, pMissing)));
    }

    private static Comparison vectors(VectorSummary reference, VectorSummary now) {
        double n = independent(now.weight());
        double m = independent(reference.weight());
        double squared = squaredDistance(reference.features(), now.features());
        double chance = reference.trace() * (1 / n + 1 / m);
        double mmd = Math.max(0, squared - chance);
        double shift = Math.sqrt(squaredDistance(reference.means(), now.means()))
                / reference.layout().spread();
        double p = Tails.meanDistance(
                Math.sqrt(squared),
                VARIANCE_MARGIN * reference.trace(),
                VARIANCE_MARGIN * reference.greatest(),
                VectorLayout.NORM_MAX,
                n,
                m);
        Comparison all = of(
                mmd / MMD_OF_UNIT_PSI,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                p,
                reference.weight(),
                now.weight());
        return new Comparison(
                all.psi, all.ks, all.js, all.wasserstein, all.chiSquared, shift, mmd, all.missing, all.pValue);
    }

    /** Rows with a value, as many as are independent; at least one. */
    private static double independent(Weight weight) {
        return Math.max(1, weight.present() * weight.perRow());
    }

    private static double missing(Weight reference, Weight now) {
        return Tails.shares(
                now.missing() * now.perRow(),
                now.effective(),
                reference.missing() * reference.perRow(),
                reference.effective());
    }

    private static double ks(NumberSummary reference, NumberSummary now) {
        double all = Math.max(1, reference.weight().present());
        double allNow = Math.max(1, now.weight().present());
        double below = 0;
        double belowNow = 0;
        double greatest = 0;
        for (int i = 0; i < reference.bins().length - 1; i++) {
            below += reference.bins()[i];
            belowNow += now.bins()[i];
            greatest = Math.max(greatest, Math.abs(below / all - belowNow / allNow));
        }
        return greatest;
    }

    private static double wasserstein(NumberSummary reference, NumberSummary now) {
        if (reference.quantiles().length == 0 || now.quantiles().length == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < NumberSummary.QUANTILES; i++) {
            sum += Math.abs(reference.quantiles()[i] - now.quantiles()[i]);
        }
        return sum / NumberSummary.QUANTILES / reference.spread();
    }

    private static double squaredDistance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return sum;
    }
}
