package io.roundhouse.drift;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.QuantilesDoublesSketchIterator;

/**
 * How many numbers fell into each bin, and a KLL sketch of them, which knows how far beyond the last cut they lie. What is
 * decided comes from the bins; the sketch, which draws by chance, gives a distance and the picture. It is written value by value,
 * as its own bytes cannot be had on newer JVMs.
 */
final class NumberCounts extends Counts {
    private static final int RETAINED_MAX = 1 << 13;

    private final NumberLayout layout;
    private final long[] bins;
    private final int sketchK;
    private KllDoublesSketch sketch;

    NumberCounts(NumberLayout layout, int sketchK) {
        this.layout = layout;
        this.bins = new long[layout.bins()];
        this.sketchK = sketchK;
        this.sketch = KllDoublesSketch.newHeapInstance(sketchK);
    }

    /** NaN and infinite numbers are missing values. */
    @Override
    void add(Tensor tensor) {
        ByteBuffer data = tensor.data();
        DataType type = tensor.type();
        int count = (int) tensor.shape().elements();
        int missing = 0;
        for (int i = 0; i < count; i++) {
            double value = type.number(data, i);
            if (Double.isFinite(value)) {
                bins[layout.bin(value)]++;
                sketch.update(value);
            } else {
                missing++;
            }
        }
        weight.add(count, missing);
    }

    @Override
    void merge(Counts other) {
        NumberCounts numbers = (NumberCounts) other;
        weight.add(numbers.weight);
        for (int i = 0; i < bins.length; i++) {
            bins[i] += numbers.bins[i];
        }
        sketch.merge(numbers.sketch);
    }

    @Override
    NumberSummary summary() {
        double[] ranks = new double[NumberSummary.QUANTILES];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = (i + 0.5) / ranks.length;
        }
        double[] quantiles = sketch.isEmpty() ? new double[0] : sketch.getQuantiles(ranks);
        return new NumberSummary(layout, weight.copy(), bins, quantiles);
    }

    @Override
    void write(DataOutput out) throws IOException {
        super.write(out);
        for (long bin : bins) {
            out.writeLong(bin);
        }
        write(sketch, out);
    }

    static void write(KllDoublesSketch sketch, DataOutput out) throws IOException {
        out.writeInt(sketch.getNumRetained());
        for (QuantilesDoublesSketchIterator one = sketch.iterator(); one.next(); ) {
            out.writeDouble(one.getQuantile());
            out.writeLong(one.getWeight());
        }
    }

    /** Into one that has seen nothing. */
    static void read(KllDoublesSketch sketch, DataInput in) throws IOException {
        int retained = readCount(in, RETAINED_MAX);
        for (int i = 0; i < retained; i++) {
            sketch.update(in.readDouble(), in.readLong());
        }
    }

    @Override
    void read(DataInput in) throws IOException {
        super.read(in);
        for (int i = 0; i < bins.length; i++) {
            bins[i] = in.readLong();
        }
        sketch = KllDoublesSketch.newHeapInstance(sketchK);
        read(sketch, in);
    }

    @Override
    int retainedBytes() {
        return Long.BYTES * bins.length + Double.BYTES * sketch.getNumRetained() + 256;
    }
}
