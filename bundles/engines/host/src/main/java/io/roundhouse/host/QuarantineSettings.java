package io.roundhouse.host;

import java.time.Duration;

/**
 * @param listedFor how long a request that crashed hosts is refused
 * @param max requests that something is known against
 * @param retryMin a request with less time left is not tried again
 * @param window of the alert, {@code poisonsMax} different requests listed within which are too many
 */
record QuarantineSettings(Duration listedFor, int max, Duration retryMin, Duration window, int poisonsMax) {
    static final QuarantineSettings DEFAULT =
            new QuarantineSettings(Duration.ofHours(1), 1024, Duration.ofMillis(20), Duration.ofMinutes(10), 5);

    QuarantineSettings {
        if (listedFor.isNegative() || listedFor.isZero() || listedFor.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("quarantine.for must be above 0 and at most a year, was " + listedFor);
        }
        if (max < 1 || max > 100_000) {
            throw new IllegalArgumentException("quarantine.max must be 1..100000, was " + max);
        }
        if (retryMin.isNegative()) {
            throw new IllegalArgumentException("quarantine.retry.min must not be negative, was " + retryMin);
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("quarantine.window must be above 0, was " + window);
        }
        if (poisonsMax < 1) {
            throw new IllegalArgumentException("quarantine.poisons.max must be at least 1, was " + poisonsMax);
        }
    }
}
