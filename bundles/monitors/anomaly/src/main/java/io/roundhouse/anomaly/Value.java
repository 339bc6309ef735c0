package io.roundhouse.anomaly;

/**
 * One number on its feature's scale.
 *
 * @param t not a number where there is none
 * @param noise what it may differ by because it was counted from a few requests only
 */
record Value(double t, double noise) {
    static final Value NONE = new Value(Double.NaN, 0);

    static Value of(double t) {
        return Double.isFinite(t) ? new Value(t, 0) : NONE;
    }

    boolean isThere() {
        return !Double.isNaN(t);
    }
}
