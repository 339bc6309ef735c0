package io.roundhouse.offline;

import com.fasterxml.jackson.core.io.NumberInput;
import java.util.Locale;

/**
 * Numbers from characters, without an object for each. Up to 2^53 and 10^22 both parts of a decimal fraction are exact, so
 * that one multiplication or division rounds it right (Clinger 1990); the rest goes to Jackson, which rounds right too.
 */
final class Numbers {
    private static final long EXACT_MAX = 1L << 53;
    private static final int DIGITS_MAX = 18; // what a long holds without overflow
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private Numbers() {}

    /**
     * The number, with blanks around it; NaN where it is missing: nothing, {@code NA}, {@code NaN} or {@code null}.
     *
     * @throws NumberFormatException it is none
     */
    static double parse(char[] text, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end && text[from] == ' ') {
            from++;
        }
        while (end > from && text[end - 1] == ' ') {
            end--;
        }
        return from == end ? Double.NaN : decimal(text, from, end);
    }

    private static double decimal(char[] text, int from, int end) {
        boolean negative = text[from] == '-';
        int at = negative || text[from] == '+' ? from + 1 : from;
        int begin = at;
        long digits = 0;
        while (at < end && isDigit(text[at])) {
            digits = digits * 10 + (text[at++] - '0');
        }
        int count = at - begin;
        int scale = 0;
        if (at < end && text[at] == '.') {
            int point = at++;
            while (at < end && isDigit(text[at])) {
                digits = digits * 10 + (text[at++] - '0');
            }
            scale = at - point - 1;
            count += scale;
        }
        if (count == 0) {
            return word(new String(text, from, end - from));
        }
        if (at == end && count <= DIGITS_MAX && digits <= EXACT_MAX && scale < POWERS.length) {
            double value = digits / POWERS[scale];
            return negative ? -value : value;
        }
        return scientific(text, from, at, end);
    }

    private static double scientific(char[] text, int from, int mantissaEnd, int end) {
        int at = mantissaEnd;
        if (at < end && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            if (at < end && (text[at] == '-' || text[at] == '+')) {
                at++;
            }
            int exponent = at;
            while (at < end && isDigit(text[at])) {
                at++;
            }
            if (at == exponent) {
                throw new NumberFormatException();
            }
        }
        if (at != end) {
            throw new NumberFormatException();
        }
        return NumberInput.parseDouble(text, from, end - from, true);
    }

    private static double word(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "na", "nan", "null" -> Double.NaN;
            case "inf", "infinity", "+inf", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new NumberFormatException();
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
