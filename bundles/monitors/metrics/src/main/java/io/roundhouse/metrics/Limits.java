package io.roundhouse.metrics;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;

/**
 * How much may be told apart.
 *
 * @param armsMax arms, and model versions; beyond it they are counted together
 * @param histograms whether durations have buckets
 */
record Limits(int armsMax, boolean histograms) {
    static final int ARMS_MAX = 500;
    private static final int HIGHEST = 10_000;

    Limits {
        if (armsMax < 1 || armsMax > HIGHEST) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION, "arms.max must be 1.." + HIGHEST + ", was " + armsMax);
        }
    }
}
