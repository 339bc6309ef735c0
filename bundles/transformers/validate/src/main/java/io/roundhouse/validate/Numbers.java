package io.roundhouse.validate;

import java.math.BigDecimal;

/** Numbers as a person writes them. */
final class Numbers {
    private static final double PLAIN_MAX = 1e15;
    private static final double PLAIN_MIN = 1e-6;

    private Numbers() {}

    /** {@code 959}, {@code 0.05}, {@code 1.2E+30}: the same number when it is read again. */
    static String text(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return size == 0 ? "0" : size < PLAIN_MAX && size >= PLAIN_MIN ? exact.toPlainString() : exact.toString();
    }
}
