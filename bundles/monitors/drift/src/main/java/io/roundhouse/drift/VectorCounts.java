package io.roundhouse.drift;

import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Sums of rows and of their features; for a reference also how the features vary together. */
final class VectorCounts extends Counts {
    private static final int F = VectorLayout.FEATURES;

    private final VectorLayout layout;
    private final double[] slots;
    private final double[] features = new double[F];
    private final double[] slotSums;
    private final double[] featureSums = new double[F];
    private final double[] products; // the lower triangle, row by row; empty unless for a reference

    VectorCounts(VectorLayout layout, boolean isReference) {
        this.layout = layout;
        this.slots = new double[layout.slots()];
        this.slotSums = new double[slots.length];
        this.products = new double[isReference ? F * (F + 1) / 2 : 0];
    }

    @Override
    void add(Tensor tensor) {
        ByteBuffer data = tensor.data();
        int count = (int) (tensor.shape().elements() / layout.width());
        int missing = 0;
        for (int row = 0; row < count; row++) {
            if (VectorLayout.fold(tensor, data, row, layout.width(), slots)) {
                layout.features(slots, features);
                addPoint();
            } else {
                missing++;
            }
        }
        weight.add(count, missing);
    }

    private void addPoint() {
        for (int i = 0; i < slots.length; i++) {
            slotSums[i] += slots[i];
        }
        for (int i = 0; i < F; i++) {
            featureSums[i] += features[i];
        }
        if (products.length > 0) {
            int at = 0;
            for (int i = 0; i < F; i++) {
                for (int j = 0; j <= i; j++) {
                    products[at++] += features[i] * features[j];
                }
            }
        }
    }

    @Override
    void merge(Counts other) {
        VectorCounts vectors = (VectorCounts) other;
        weight.add(vectors.weight);
        add(slotSums, vectors.slotSums);
        add(featureSums, vectors.featureSums);
        add(products, vectors.products);
    }

    private static void add(double[] sums, double[] others) {
        for (int i = 0; i < Math.min(sums.length, others.length); i++) {
            sums[i] += others[i];
        }
    }

    @Override
    VectorSummary summary() {
        double[] means = over(slotSums);
        double[] points = over(featureSums);
        if (products.length == 0 || weight.present() == 0) {
            return new VectorSummary(layout, weight.copy(), means, points, 0, 0);
        }
        double[][] covariance = new double[F][F];
        double trace = 0;
        int at = 0;
        for (int i = 0; i < F; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = products[at++] / weight.present() - points[i] * points[j];
                covariance[j][i] = covariance[i][j];
            }
            trace += covariance[i][i];
        }
        return new VectorSummary(layout, weight.copy(), means, points, Math.max(0, trace), greatest(covariance));
    }

    private double[] over(double[] sums) {
        double[] means = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            means[i] = weight.present() == 0 ? 0 : sums[i] / weight.present();
        }
        return means;
    }

    /** The greatest eigenvalue, by the power method; from above it is bounded by the trace. */
    private static double greatest(double[][] matrix) {
        double[] vector = new double[F];
        for (int i = 0; i < F; i++) {
            vector[i] = 1 + 0.01 * i; // in no symmetry's way
        }
        double value = 0;
        for (int round = 0; round < 100; round++) {
            double[] next = new double[F];
            double norm = 0;
            for (int i = 0; i < F; i++) {
                for (int j = 0; j < F; j++) {
                    next[i] += matrix[i][j] * vector[j];
                }
                norm += next[i] * next[i];
            }
            value = Math.sqrt(norm);
            for (int i = 0; i < F; i++) {
                vector[i] = value > 0 ? next[i] / value : 0;
            }
        }
        return value;
    }

    @Override
    void write(DataOutput out) throws IOException {
        super.write(out);
        for (double sum : slotSums) {
            out.writeDouble(sum);
        }
        for (double sum : featureSums) {
            out.writeDouble(sum);
        }
        for (double product : products) {
            out.writeDouble(product);
        }
    }

    @Override
    void read(DataInput in) throws IOException {
        super.read(in);
        for (int i = 0; i < slotSums.length; i++) {
            slotSums[i] = in.readDouble();
        }
        for (int i = 0; i < F; i++) {
            featureSums[i] = in.readDouble();
        }
        for (int i = 0; i < products.length; i++) {
            products[i] = in.readDouble();
        }
    }

    @Override
    int retainedBytes() {
        return Double.BYTES * (2 * slots.length + 2 * F + products.length) + 128;
    }
}
