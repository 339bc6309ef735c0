package io.roundhouse.offline;

import com.fasterxml.jackson.core.io.NumberOutput;

/** Numbers as text: the shortest that is read back as the same bits; a whole one without a point. */
final class Decimals {
    /** Up to here every whole number is a double, and few digits longer than its exponent form. */
    private static final double WHOLE_MAX = 1e15;

    private Decimals() {}

    static boolean isWhole(double value) {
        return value == (long) value && Math.abs(value) < WHOLE_MAX && !isNegativeZero(value);
    }

    static String text(double value) {
        return isWhole(value) ? Long.toString((long) value) : NumberOutput.toString(value, true);
    }

    static String text(float value) {
        return isWhole(value) ? Long.toString((long) value) : NumberOutput.toString(value, true);
    }

    private static boolean isNegativeZero(double value) {
        return value == 0 && 1 / value < 0;
    }
}
