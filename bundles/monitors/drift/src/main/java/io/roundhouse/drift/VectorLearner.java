package io.roundhouse.drift;

import io.roundhouse.api.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** How far the first rows lie apart. */
final class VectorLearner implements Learner {
    private final int width;
    private final double[] slots;
    private final double[] sums;
    private double squares;
    private long rows;

    VectorLearner(int width) {
        this.width = width;
        this.slots = new double[VectorLayout.slots(width)];
        this.sums = new double[slots.length];
    }

    @Override
    public void add(Tensor tensor) {
        ByteBuffer data = tensor.data();
        int count = (int) (tensor.shape().elements() / width);
        for (int row = 0; row < count; row++) {
            if (VectorLayout.fold(tensor, data, row, width, slots)) {
                rows++;
                for (int i = 0; i < slots.length; i++) {
                    sums[i] += slots[i];
                    squares += slots[i] * slots[i];
                }
            }
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public VectorLayout layout() {
        double ofMean = 0;
        for (double sum : sums) {
            ofMean += sum / rows * (sum / rows);
        }
        double variance = squares / rows - ofMean;
        return new VectorLayout(width, variance > 0 && Double.isFinite(variance) ? Math.sqrt(variance) : 1);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        out.writeDouble(squares);
        for (double sum : sums) {
            out.writeDouble(sum);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        rows = in.readLong();
        squares = in.readDouble();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.readDouble();
        }
    }

    @Override
    public int retainedBytes() {
        return 2 * Double.BYTES * slots.length + 64;
    }
}
