package io.roundhouse.drift;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Tensor;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * How a vector becomes a point of few dimensions whose means tell distributions apart. Rows wider than {@link #SLOTS_MAX} are
 * folded to that many slots with random signs, which keeps distances on average (count sketch: Charikar, Chen,
 * Farach-Colton 2002). Of the slots, random Fourier features of the Gaussian kernel are made (Rahimi, Recht 2007): the distance
 * of their means is the maximum mean discrepancy (Gretton et al. 2012). Everything random comes from one fixed seed, so that
 * nodes and restarts have the same.
 *
 * @param spread the root of the sum of all variances in the first rows; the kernel is as wide as two rows are apart
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VectorLayout(int width, double spread, byte[] weights, double[] phases) implements Layout {
    static final int SLOTS_MAX = 128;
    static final int FEATURES = 64;
    /** No point lies further from 0 than this. */
    static final double NORM_MAX = Math.sqrt(2);

    private static final long SEED = 0x5EED_0F_D21F7L;
    private static final double STEP = 1.0 / 32; // weights are normal numbers in steps of this, -4 to 4

    VectorLayout(int width, double spread) {
        this(width, spread, new byte[slots(width) * FEATURES], new double[FEATURES]);
        Random random = new Random(SEED);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) Math.max(-127, Math.min(127, Math.round(random.nextGaussian() / STEP)));
        }
        for (int i = 0; i < FEATURES; i++) {
            phases[i] = random.nextDouble() * 2 * Math.PI;
        }
    }

    static int slots(int width) {
        return Math.min(width, SLOTS_MAX);
    }

    int slots() {
        return slots(width);
    }

    /** Folds a row into the slots; whether all its elements are finite. */
    static boolean fold(Tensor tensor, ByteBuffer data, int row, int width, double[] slots) {
        DataType type = tensor.type();
        int from = row * width;
        double sum = 0;
        for (int i = 0; i < width; i++) {
            double value = type.number(data, from + i);
            sum += value;
            if (i < slots.length) {
                slots[i] = value;
            } else {
                slots[i % slots.length] += sign(i) * value;
            }
        }
        return Double.isFinite(sum);
    }

    private static int sign(int i) {
        return (((i * 0x9E3779B9) >>> 16) & 1) == 0 ? 1 : -1;
    }

    /** The features of a row. */
    void features(double[] slots, double[] features) {
        double scale = STEP / (spread * Math.sqrt(2));
        double amplitude = Math.sqrt(2.0 / FEATURES);
        for (int f = 0; f < FEATURES; f++) {
            double dot = 0;
            int at = f * slots.length;
            for (int i = 0; i < slots.length; i++) {
                dot += weights[at + i] * slots[i];
            }
            features[f] = amplitude * Math.cos(dot * scale + phases[f]);
        }
    }

    @Override
    public Counts begin() {
        return new VectorCounts(this, false);
    }

    @Override
    public Counts beginReference() {
        return new VectorCounts(this, true);
    }

    @Override
    public int retainedBytes() {
        return weights.length + Double.BYTES * phases.length + 64;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeDouble(spread); // all else follows
    }
}
