package io.roundhouse.openinference;

import com.fasterxml.jackson.core.io.NumberInput;
import java.nio.charset.StandardCharsets;

/**
 * A JSON number, one after the other.
 *
 * <p>A decimal of up to 18 digits is a {@code long} and a power of ten. Both are exact as doubles up to 2^53 and 10^22,
 * so one division rounds once and is right. For FP32 the double may even be off by a few units: it rounds to the right
 * float unless it lies next to the middle between two floats. What does not fit goes the long way.
 */
final class Decimal {
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };
    private static final int DIGITS_MAX = POWERS.length - 1;
    private static final long EXACT_MAX = 1L << 53;
    private static final int FLOAT_REST_MASK = (1 << 29) - 1; // the bits of a double that a float has not
    private static final int FLOAT_MIDDLE = 1 << 28;
    private static final int FLOAT_MARGIN = 8;

    private final Body body;
    private int start;
    private boolean negative;
    private boolean whole;
    private boolean fits; // digits and places are the whole truth
    private long digits;
    private int places;

    Decimal(Body body) {
        this.body = body;
    }

    /** Reads the number that begins here; false when it is none, and then the body stands where it stood. */
    boolean scan() {
        byte[] bytes = body.bytes;
        int end = body.end;
        int at = body.position;
        start = at;
        negative = bytes[at] == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        int first = at;
        while (at < end && isDigit(bytes[at])) {
            value = value * 10 + (bytes[at++] - '0');
        }
        int count = at - first;
        if (count == 0 || (count > 1 && bytes[first] == '0')) {
            return false;
        }
        whole = true;
        places = 0;
        if (at < end && bytes[at] == '.') {
            whole = false;
            int fraction = ++at;
            while (at < end && isDigit(bytes[at])) {
                value = value * 10 + (bytes[at++] - '0');
            }
            places = at - fraction;
            if (places == 0) {
                return false;
            }
        }
        fits = count + places <= DIGITS_MAX;
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            whole = false;
            fits = false;
            int exponent = at + 1;
            at = skipExponent(exponent);
            if (at < 0) {
                return false;
            }
        }
        if (at - start > Limits.NUMBER_LENGTH_MAX) {
            throw Refusal.request(
                    "a number near byte " + start + " has more than " + Limits.NUMBER_LENGTH_MAX + " characters");
        }
        digits = value;
        body.position = at;
        return true;
    }

    /** The place behind the exponent; negative when there is none. */
    private int skipExponent(int from) {
        int at = from;
        if (at < body.end && (body.bytes[at] == '+' || body.bytes[at] == '-')) {
            at++;
        }
        int first = at;
        while (at < body.end && isDigit(body.bytes[at])) {
            at++;
        }
        return at == first ? -1 : at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The nearest float; infinite when there is none. */
    float toFloat() {
        if (fits) {
            double value = digits / POWERS[places];
            int rest = (int) (Double.doubleToRawLongBits(value) & FLOAT_REST_MASK);
            if (Math.abs(rest - FLOAT_MIDDLE) > FLOAT_MARGIN
                    && (value >= Float.MIN_NORMAL || digits == 0)
                    && value <= Float.MAX_VALUE) {
                return (float) (negative ? -value : value);
            }
        }
        return NumberInput.parseFloat(text(), true);
    }

    /** The nearest double; infinite when there is none. */
    double toDouble() {
        if (fits && digits <= EXACT_MAX) {
            double value = digits / POWERS[places];
            return negative ? -value : value;
        }
        return NumberInput.parseDouble(text(), true);
    }

    /** Whether it is whole and a {@code long}; then {@link #toLong} is it. */
    boolean isLong() {
        if (whole && !fits) {
            try {
                digits = Long.parseLong(text());
                negative = false;
                fits = true;
            } catch (NumberFormatException e) {
                return false;
            }
        }
        return whole;
    }

    /** Whether it is whole and fits 64 bits without a sign; then {@link #toLong} has these bits. */
    boolean isUnsignedLong() {
        if (!whole || (negative && digits != 0)) {
            return false;
        }
        if (!fits) {
            try {
                digits = Long.parseUnsignedLong(text());
                fits = true;
            } catch (NumberFormatException e) {
                return false;
            }
        }
        return true;
    }

    long toLong() {
        return negative ? -digits : digits;
    }

    /** As it was written. */
    String text() {
        return new String(body.bytes, start, body.position - start, StandardCharsets.ISO_8859_1);
    }
}
