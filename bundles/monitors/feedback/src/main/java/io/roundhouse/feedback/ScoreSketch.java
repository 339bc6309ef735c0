package io.roundhouse.feedback;

import io.roundhouse.server.control.Feedback.ReliabilityBin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores of the positive class counted by class, in fixed bins that are even in the logit: a hundredth of it wide, from
 * 1e-8 to 1 - 1e-8. The area under the ROC curve from them counts pairs of one bin as ties; what the truth of these could
 * change is the error, and is told. Two sketches add up bin by bin. A bin is less than 0.0023 of a probability wide, so it
 * tells too whether probabilities are what they say.
 */
final class ScoreSketch {
    static final int BINS = 4_096;
    private static final int RELIABILITY_BINS = 10;
    private static final double LOGIT_MAX = 18.420680743952367; // of 1 - 1e-8

    private final long[] negative = new long[BINS];
    private final long[] positive = new long[BINS];

    void add(double score, boolean isPositive) {
        (isPositive ? positive : negative)[bin(score)]++;
    }

    static int bin(double score) {
        if (!(score > 0)) {
            return 0;
        }
        if (score >= 1) {
            return BINS - 1;
        }
        double logit = Math.log(score / (1 - score));
        int bin = (int) ((logit + LOGIT_MAX) / (2 * LOGIT_MAX) * BINS);
        return Math.max(0, Math.min(BINS - 1, bin));
    }

    /**
     * The area, and how far the true one can be from it; NaN unless both classes were seen.
     *
     * @param error 0 when no bin has scores of both classes
     */
    record Area(double auc, double error) {}

    Area area() {
        double below = 0;
        double wins = 0;
        double ties = 0;
        double positives = 0;
        for (int i = 0; i < BINS; i++) {
            wins += (double) positive[i] * below;
            ties += (double) positive[i] * negative[i];
            below += negative[i];
            positives += positive[i];
        }
        double pairs = positives * below;
        return pairs == 0 ? new Area(Double.NaN, Double.NaN) : new Area((wins + ties / 2) / pairs, ties / 2 / pairs);
    }

    /** The scores in tenths, each with how often the positive class came; those without scores are left out. */
    List<ReliabilityBin> reliability() {
        double[] scores = new double[RELIABILITY_BINS];
        long[] positives = new long[RELIABILITY_BINS];
        long[] rows = new long[RELIABILITY_BINS];
        for (int i = 0; i < BINS; i++) {
            double score = middle(i);
            int tenth = Math.min(RELIABILITY_BINS - 1, (int) (score * RELIABILITY_BINS));
            scores[tenth] += score * (double) (negative[i] + positive[i]);
            positives[tenth] += positive[i];
            rows[tenth] += negative[i] + positive[i];
        }
        List<ReliabilityBin> bins = new ArrayList<>();
        for (int i = 0; i < RELIABILITY_BINS; i++) {
            if (rows[i] > 0) {
                double count = (double) rows[i];
                bins.add(new ReliabilityBin(rows[i], scores[i] / count, (double) positives[i] / count));
            }
        }
        return bins;
    }

    /** The probability in the middle of a bin. */
    private static double middle(int bin) {
        return 1 / (1 + Math.exp(LOGIT_MAX - (bin + 0.5) * 2 * LOGIT_MAX / BINS));
    }

    /** The mean distance of what was said from what came; NaN where there is nothing. */
    static double calibrationError(List<ReliabilityBin> bins) {
        double distance = 0;
        double rows = 0;
        for (ReliabilityBin bin : bins) {
            distance += (double) bin.rows() * Math.abs(bin.probability() - bin.observed());
            rows += (double) bin.rows();
        }
        return rows == 0 ? Double.NaN : distance / rows;
    }

    /** Only the bins that are not empty. */
    void write(DataOutput out) throws IOException {
        int used = 0;
        for (int i = 0; i < BINS; i++) {
            used += (negative[i] | positive[i]) == 0 ? 0 : 1;
        }
        out.writeShort(used);
        for (int i = 0; i < BINS; i++) {
            if ((negative[i] | positive[i]) != 0) {
                out.writeShort(i);
                out.writeLong(negative[i]);
                out.writeLong(positive[i]);
            }
        }
    }

    static ScoreSketch read(DataInput in) throws IOException {
        ScoreSketch sketch = new ScoreSketch();
        int used = in.readUnsignedShort();
        for (int i = 0; i < used; i++) {
            int bin = in.readUnsignedShort();
            sketch.negative[bin] = in.readLong();
            sketch.positive[bin] = in.readLong();
        }
        return sketch;
    }
}
