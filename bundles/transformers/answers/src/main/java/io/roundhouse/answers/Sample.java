package io.roundhouse.answers;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Rows of numbers with their classes: all of them, until they are more than memory should hold, and then those that a hash
 * of their place chooses, half as many each time it is full. So it is the same for the same rows in the same order.
 */
final class Sample {
    /** 8 MiB of them; what is learnt here are a few numbers or a line. */
    private static final int NUMBERS_MAX = 1 << 21;

    private static final int FIRST_ROWS = 64;

    private final int numbersMax;
    private float[] numbers = new float[0];
    private int[] classes = new int[FIRST_ROWS];
    private long[] places = new long[FIRST_ROWS];
    private final BitSet known = new BitSet();
    private int width;
    private int rows;
    private long seen;
    private int halved;

    Sample() {
        this(NUMBERS_MAX);
    }

    Sample(int numbersMax) {
        this.numbersMax = numbersMax;
    }

    void see(float[] row, int ofClass) {
        known.set(ofClass);
        long place = seen++;
        if (!isChosen(place)) {
            return;
        }
        width = row.length;
        while (rows > 0 && (long) (rows + 1) * width > numbersMax) {
            halve();
        }
        if (isChosen(place)) {
            reserve();
            System.arraycopy(row, 0, numbers, rows * width, width);
            classes[rows] = ofClass;
            places[rows] = place;
            rows++;
        }
    }

    private boolean isChosen(long place) {
        return (mixed(place) & ((1L << halved) - 1)) == 0;
    }

    /** SplitMix64: neighbours have nothing in common. */
    private static long mixed(long place) {
        long z = place * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private void halve() {
        halved++;
        int kept = 0;
        for (int i = 0; i < rows; i++) {
            if (isChosen(places[i])) {
                System.arraycopy(numbers, i * width, numbers, kept * width, width);
                classes[kept] = classes[i];
                places[kept] = places[i];
                kept++;
            }
        }
        rows = kept;
    }

    private void reserve() {
        if (rows == classes.length) {
            classes = Arrays.copyOf(classes, 2 * rows);
            places = Arrays.copyOf(places, 2 * rows);
        }
        if ((rows + 1) * width > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max((rows + 1) * width, 2 * numbers.length));
        }
    }

    /** All rows there were. */
    long seen() {
        return seen;
    }

    /** How many classes any row had. */
    int classes() {
        return known.cardinality();
    }

    /** The first class that a row had. */
    int firstClass() {
        return known.nextSetBit(0);
    }

    int rows() {
        return rows;
    }

    int width() {
        return width;
    }

    float number(int row, int column) {
        return numbers[row * width + column];
    }

    int ofClass(int row) {
        return classes[row];
    }

    /** Whether that number is of the class that the row had. */
    boolean isHit(int row, int column) {
        return classes[row] == (width == 1 ? 1 : column);
    }
}
