package io.roundhouse.quality;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of probabilities, one of the positive class or one of each. A row that is no distribution still predicts a class, and
 * says nothing of how sure.
 */
final class ClassCounting implements Counting {
    /** What single precision and a softmax leave over; as in feedback. */
    private static final double SLACK = 1e-3;

    private static final double CLIP = 1e-15;

    private final QualitySettings settings;
    private final int columns;
    private final int positive;
    private final double[] p;
    private final double[] q;

    /** @param columns of the output; 1: of the positive class */
    ClassCounting(QualitySettings settings, int columns) {
        this.settings = settings;
        this.columns = columns;
        int classes = Math.max(2, columns);
        positive = settings.positive(classes);
        p = new double[classes];
        q = new double[classes];
    }

    @Override
    public Pane fresh() {
        return Pane.ofClasses(p.length);
    }

    @Override
    public boolean count(Tensor output, Version version, Pane now) {
        boolean isDouble = output.type() == DataType.FP64;
        if ((!isDouble && output.type() != DataType.FP32) || Output.columns(output.shape()) != columns) {
            return false;
        }
        ByteBuffer data = output.data();
        int size = isDouble ? Double.BYTES : Float.BYTES;
        for (int at = 0; at < data.limit(); at += columns * size) {
            for (int i = 0; i < columns; i++) {
                p[i] = isDouble ? data.getDouble(at + i * size) : data.getFloat(at + i * size);
            }
            row(version, now);
        }
        return true;
    }

    private void row(Version version, Pane now) {
        int predicted = predicted();
        boolean isScored = isDistribution();
        if (isScored) {
            version.calibration.apply(p, q);
        }
        add(now, predicted, isScored, version);
        Pane learning = version.learning;
        if (learning != null) {
            add(learning, predicted, isScored, version);
        }
    }

    /** The class that the row predicts; what is read becomes one probability a class. */
    private int predicted() {
        if (columns == 1) {
            double score = p[0];
            p[positive] = score;
            p[1 - positive] = 1 - score;
            return score >= settings.threshold() ? positive : 1 - positive;
        }
        int top = 0;
        for (int i = 1; i < columns; i++) {
            top = p[i] > p[top] ? i : top;
        }
        return top;
    }

    private boolean isDistribution() {
        double sum = 0;
        for (double value : p) {
            if (!(value >= -SLACK && value <= 1 + SLACK)) {
                return false;
            }
            sum += value;
        }
        return Math.abs(sum - 1) <= 10 * SLACK;
    }

    private void add(Pane pane, int predicted, boolean isScored, Version version) {
        pane.rows++;
        pane.counts[predicted]++;
        if (!isScored) {
            return;
        }
        pane.scored++;
        double squares = 0;
        double product = 0;
        double entropy = 0;
        double logLoss = 0;
        double top = 0;
        for (int i = 0; i < p.length; i++) {
            double log = Math.log(Math.min(1, Math.max(CLIP, p[i])));
            squares += p[i] * p[i];
            product += p[i] * q[i];
            entropy -= p[i] * log;
            logLoss -= q[i] * log;
            top = Math.max(top, p[i]);
            pane.expected[i] += q[i];
        }
        double right = q[predicted];
        pane.hits[predicted] += right;
        pane.varianceSum += right * (1 - right);
        pane.confidence[Math.min(Pane.CONFIDENCE_BINS - 1, (int) (top * Pane.CONFIDENCE_BINS))]++;
        pane.confidenceSum += top;
        pane.entropySum += entropy / Math.log(p.length);
        pane.brierSum += (squares - 2 * product + 1) / 2;
        pane.logLossSum += logLoss;
        if (positive >= 0 && positive < p.length) {
            pane.scores.add(p[positive], q[positive]);
            pane.uncovered += version.calibration.covers(p[positive]) ? 0 : 1;
        }
    }

    @Override
    public Pane realised(Reference reference) {
        Pane pane = fresh();
        Version plain = new Version("");
        for (int row = 0; row < reference.rows(); row++) {
            System.arraycopy(reference.predictions(), row * p.length, p, 0, p.length);
            p[0] = columns == 1 ? p[positive] : p[0];
            int predicted = predicted();
            Arrays.fill(q, 0);
            q[(int) reference.labels()[row]] = 1;
            add(pane, predicted, true, plain);
        }
        double right = pane.mean(Arrays.stream(pane.hits).sum());
        pane.varianceSum = right * (1 - right) * (double) pane.rows; // of what came, each row's own is 0
        return pane;
    }

    @Override
    public List<Estimate> estimates(Pane pane, Version version) {
        double threshold = columns == 1 ? settings.threshold() : 0.5;
        return Estimate.of(pane, positive, version.calibration.variance(pane, threshold));
    }

    @Override
    public String word(int index, Version version) {
        return settings.word(index);
    }
}
