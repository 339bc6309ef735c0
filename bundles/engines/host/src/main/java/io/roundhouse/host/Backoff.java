package io.roundhouse.host;

import java.time.Duration;

/**
 * How long to wait after failures in a row: nothing after the first, then {@code first}, doubled each time up to {@code max}.
 * Up to {@code jitter} of it is taken off at random, so that hosts which died together do not start together.
 *
 * <p>Random numbers are a function of a seed that the caller keeps ({@link #next}), so that the same history gives the same
 * waits. Full jitter (0 to all of it) spreads better (Brooker, "Exponential Backoff And Jitter", 2015), but its least wait is
 * none, and here the wait protects a machine from starting processes.
 */
record Backoff(Duration first, Duration max, double jitter) {
    Backoff {
        if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off goes from a first wait above 0 up to max, was " + first + " to " + max);
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("jitter of back-off must be 0 up to less than 1, was " + jitter);
        }
    }

    /** After that many failures in a row, at least 1. */
    long nanos(int failures, long seed) {
        if (failures <= 1) {
            return 0;
        }
        int doublings = Math.min(failures - 2, 40);
        long limit = max.toNanos();
        long wait = first.toNanos() > limit >> doublings ? limit : first.toNanos() << doublings;
        return less(wait, seed);
    }

    /** The longest wait, with jitter. */
    long maxNanos(long seed) {
        return less(max.toNanos(), seed);
    }

    private long less(long wait, long seed) {
        return wait - (long) (wait * jitter * unit(seed));
    }

    /** 0 up to less than 1, from all bits of a seed. */
    static double unit(long seed) {
        return (mix(seed) >>> 11) * 0x1.0p-53;
    }

    /** The seed after this one: SplitMix64's (Steele, Lea and Flood, OOPSLA 2014). */
    static long next(long seed) {
        return seed + 0x9E3779B97F4A7C15L;
    }

    private static long mix(long seed) {
        long z = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
