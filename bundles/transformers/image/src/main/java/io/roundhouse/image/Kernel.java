package io.roundhouse.image;

import java.util.Arrays;

/**
 * Which source pixels make each pixel of one side, and how much each counts, in 22 bits of fixed point as Pillow's
 * resampling of 8-bit pictures: integers, so the sum is the same in any order.
 */
final class Kernel {
    private static final int BITS = 22;
    private static final int HALF = 1 << (BITS - 1);

    private final int[] firsts;
    private final int[] counts;
    private final int[] weights;
    private final int stride;
    private int lowest = Integer.MAX_VALUE;
    private int highest;

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

    /** Leaves out what counts nothing at either end: all but one where pixels stay as they are. */
    private void set(int i, int first, double[] row) {
        int begin = 0;
        int end = row.length;
        while (end > begin + 1 && fixed(row[end - 1]) == 0) {
            end--;
        }
        while (begin < end - 1 && fixed(row[begin]) == 0) {
            begin++;
        }
        firsts[i] = first + begin;
        counts[i] = end - begin;
        for (int j = begin; j < end; j++) {
            weights[i * stride + j - begin] = fixed(row[j]);
        }
        lowest = Math.min(lowest, first + begin);
        highest = Math.max(highest, first + end);
    }

    private static int fixed(double weight) {
        double scaled = weight * (1 << BITS);
        return (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }

    int size() {
        return firsts.length;
    }

    /** The first source pixel that any pixel needs. */
    int first() {
        return lowest;
    }

    /** Behind the last one. */
    int end() {
        return highest;
    }

    /** A line of pixels of 1 or 3 bands out of one that begins at {@code base}. */
    void across(byte[] source, int base, int bands, byte[] into, int at) {
        for (int i = 0; i < firsts.length; i++) {
            int from = base + firsts[i] * bands;
            int end = i * stride + counts[i];
            if (bands == 1) {
                int sum = HALF;
                for (int j = i * stride; j < end; j++) {
                    sum += (source[from++] & 0xFF) * weights[j];
                }
                into[at++] = rounded(sum);
                continue;
            }
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            for (int j = i * stride; j < end; j++, from += 3) {
                int weight = weights[j];
                red += (source[from] & 0xFF) * weight;
                green += (source[from + 1] & 0xFF) * weight;
                blue += (source[from + 2] & 0xFF) * weight;
            }
            into[at++] = rounded(red);
            into[at++] = rounded(green);
            into[at++] = rounded(blue);
        }
    }

    /**
     * Line {@code i} out of lines of which the first is source line {@link #first()}.
     *
     * @param sums as long as a line; its content is lost
     */
    void down(int i, byte[] lines, int[] sums, byte[] into, int at) {
        Arrays.fill(sums, HALF);
        int from = (firsts[i] - lowest) * sums.length;
        for (int j = i * stride, end = j + counts[i]; j < end; j++, from += sums.length) {
            int weight = weights[j];
            for (int x = 0; x < sums.length; x++) {
                sums[x] += (lines[from + x] & 0xFF) * weight;
            }
        }
        for (int x = 0; x < sums.length; x++) {
            into[at + x] = rounded(sums[x]);
        }
    }

    private static byte rounded(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> BITS));
    }
}
