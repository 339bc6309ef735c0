package io.roundhouse.image;

/**
 * Which source pixels make each pixel of one side, and how much each counts, in 22 bits of fixed point as Pillow's
 * resampling of 8-bit pictures: integers, so the sum is the same in any order.
 */
final class Kernel {
    static final int BITS = 22;

    private final int[] firsts;
    private final int[] counts;
    private final int[] weights;
    private final int stride;

    private Kernel(int size, int stride) {
        this.firsts = new int[size];
        this.counts = new int[size];
        this.weights = new int[Math.multiplyExact(size, stride)];
        this.stride = stride;
    }

    /**
     * For the pixels {@code from} to {@code from + size} of a side that {@code whole} pixels would have.
     *
     * @param sourceSize pixels of the source's side
     * @param low where in the source pixel 0 begins
     * @param high where in the source the last of {@code whole} pixels ends
     * @param antialias whether each pixel weighs all that it covers when the picture shrinks
     */
    static Kernel of(
            Filter filter, boolean antialias, int sourceSize, double low, double high, int whole, int from, int size) {
        double scale = (high - low) / whole;
        double stretch = antialias ? Math.max(scale, 1) : 1;
        double support = filter.support() * stretch;
        Kernel kernel = new Kernel(size, (int) Math.ceil(support) * 2 + 1);
        for (int i = 0; i < size; i++) {
            double centre = low + (from + i + 0.5) * scale;
            int first = Math.min(Math.max((int) (centre - support + 0.5), 0), sourceSize - 1);
            int end = Math.max(Math.min((int) (centre + support + 0.5), sourceSize), first + 1);
            kernel.set(i, first, weigh(filter, first, Math.min(end - first, kernel.stride), centre, stretch));
        }
        return kernel;
    }

    private static double[] weigh(Filter filter, int first, int count, double centre, double stretch) {
        double[] weights = new double[count];
        double sum = 0;
        for (int j = 0; j < count; j++) {
            weights[j] = filter.weight((first + j - centre + 0.5) * (1 / stretch));
            sum += weights[j];
        }
        if (sum == 0) { // beyond the edge of the source, which goes on as its last pixel
            weights[0] = 1;
            return weights;
        }
        for (int j = 0; j < count; j++) {
            weights[j] /= sum;
        }
        return weights;
    }

    private void set(int i, int first, double[] row) {
        firsts[i] = first;
        counts[i] = row.length;
        for (int j = 0; j < row.length; j++) {
            double scaled = row[j] * (1 << BITS);
            weights[i * stride + j] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }
    }

    int size() {
        return firsts.length;
    }

    /** The first source pixel that any pixel needs. */
    int first() {
        return firsts[0];
    }

    /** Behind the last one. */
    int end() {
        int last = size() - 1;
        return firsts[last] + counts[last];
    }

    /** Pixel {@code i} of bytes that lie {@code step} apart; {@code base} is where source pixel 0 lies. */
    byte apply(int i, byte[] source, int base, int step) {
        int at = base + firsts[i] * step;
        int sum = 1 << (BITS - 1);
        for (int j = i * stride, end = j + counts[i]; j < end; j++, at += step) {
            sum += (source[at] & 0xFF) * weights[j];
        }
        return (byte) Math.max(0, Math.min(255, sum >> BITS));
    }
}
