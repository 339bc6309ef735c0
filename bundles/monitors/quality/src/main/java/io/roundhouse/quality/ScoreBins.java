package io.roundhouse.quality;

/**
 * Scores of the positive class in fixed bins, even in the logit from -8 to 8, each with how many there were and how many
 * of them are expected to be positive. The area under the ROC curve follows, pairs of one bin counted as ties. Sketches
 * add up bin by bin.
 */
final class ScoreBins {
    static final int BINS = 256;
    private static final double LOGIT_MAX = 8;

    final double[] count = new double[BINS];
    final double[] positive = new double[BINS];

    void add(double score, double probability) {
        int bin = bin(score);
        count[bin]++;
        positive[bin] += probability;
    }

    void add(ScoreBins other) {
        for (int i = 0; i < BINS; i++) {
            count[i] += other.count[i];
            positive[i] += other.positive[i];
        }
    }

    static int bin(double score) {
        if (!(score > 0)) {
            return 0;
        }
        if (score >= 1) {
            return BINS - 1;
        }
        double logit = StrictMath.log(score / (1 - score));
        int bin = (int) ((logit + LOGIT_MAX) / (2 * LOGIT_MAX) * BINS);
        return Math.max(0, Math.min(BINS - 1, bin));
    }

    /** The score in the middle of a bin. */
    static double middle(int bin) {
        return 1 / (1 + StrictMath.exp(LOGIT_MAX - (bin + 0.5) * 2 * LOGIT_MAX / BINS));
    }

    /** The area; NaN unless both classes are expected. */
    double auc() {
        double below = 0;
        double wins = 0;
        double positives = 0;
        for (int i = 0; i < BINS; i++) {
            double negative = count[i] - positive[i];
            wins += positive[i] * (below + negative / 2);
            below += negative;
            positives += positive[i];
        }
        double pairs = positives * below;
        return pairs <= 0 ? Double.NaN : wins / pairs;
    }

    /** The standard error of an area that is realised on so many rows, as Hanley and McNeil (1982) have it. */
    double aucError() {
        double all = 0;
        double positives = 0;
        for (int i = 0; i < BINS; i++) {
            all += count[i];
            positives += positive[i];
        }
        double negatives = all - positives;
        double area = auc();
        double above = area / (2 - area) - area * area;
        double twice = 2 * area * area / (1 + area) - area * area;
        return Math.sqrt(
                (area * (1 - area) + (positives - 1) * above + (negatives - 1) * twice) / (positives * negatives));
    }
}
