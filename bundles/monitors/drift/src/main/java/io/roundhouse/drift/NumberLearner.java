package io.roundhouse.drift;

import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.datasketches.kll.KllDoublesSketch;

/** Cuts at quantiles of the first rows, from a KLL sketch (Karnin, Lang, Liberty 2016). */
final class NumberLearner implements Learner {
    private static final int SKETCH_K = 400; // ranks within 0.7 %

    private final KllDoublesSketch sketch = KllDoublesSketch.newHeapInstance(SKETCH_K);

    @Override
    public void add(Tensor tensor) {
        ByteBuffer data = tensor.data();
        int count = (int) tensor.shape().elements();
        for (int i = 0; i < count; i++) {
            double value = tensor.type().number(data, i);
            if (Double.isFinite(value)) {
                sketch.update(value);
            }
        }
    }

    @Override
    public long rows() {
        return sketch.getN();
    }

    @Override
    public NumberLayout layout() {
        if (sketch.isEmpty()) {
            return new NumberLayout(new double[0]);
        }
        double[] ranks = new double[NumberLayout.CUTS_MAX];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = (i + 1.0) / (ranks.length + 1);
        }
        return new NumberLayout(
                Arrays.stream(sketch.getQuantiles(ranks)).distinct().toArray());
    }

    @Override
    public void write(DataOutput out) throws IOException {
        NumberCounts.write(sketch, out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        NumberCounts.read(sketch, in);
    }

    @Override
    public int retainedBytes() {
        return Double.BYTES * sketch.getNumRetained() + 256;
    }
}
