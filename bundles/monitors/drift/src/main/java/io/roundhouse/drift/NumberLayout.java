package io.roundhouse.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Bins between cuts; a value that is a cut belongs to the bin below it.
 *
 * @param cuts ascending, finite, each once, at most {@link #CUTS_MAX}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its own equals
record NumberLayout(double[] cuts) implements Layout {
    static final int CUTS_MAX = 64;

    private static final int SKETCH_K = 100; // ranks within 2.6 %
    private static final int REFERENCE_SKETCH_K = 200;

    NumberLayout {
        cuts = cuts.clone();
        for (int i = 0; i < cuts.length; i++) {
            if (!Double.isFinite(cuts[i]) || (i > 0 && cuts[i] <= cuts[i - 1]) || i >= CUTS_MAX) {
                throw new IllegalArgumentException("cuts must be at most " + CUTS_MAX + " numbers, ascending");
            }
        }
    }

    int bins() {
        return cuts.length + 1;
    }

    /** The bin of a finite value. */
    int bin(double value) {
        int low = 0;
        int high = cuts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cuts[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public Counts begin() {
        return new NumberCounts(this, SKETCH_K);
    }

    @Override
    public Counts beginReference() {
        return new NumberCounts(this, REFERENCE_SKETCH_K);
    }

    @Override
    public int retainedBytes() {
        return Double.BYTES * cuts.length + 32;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(cuts.length);
        for (double cut : cuts) {
            out.writeDouble(cut);
        }
    }

    static NumberLayout read(DataInput in) throws IOException {
        double[] cuts = new double[Counts.readCount(in, CUTS_MAX)];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = in.readDouble();
        }
        return new NumberLayout(cuts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberLayout layout && Arrays.equals(cuts, layout.cuts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cuts);
    }

    @Override
    public String toString() {
        return Arrays.toString(cuts);
    }
}
