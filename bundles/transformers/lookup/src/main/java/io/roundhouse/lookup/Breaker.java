package io.roundhouse.lookup;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Leaves a store in peace that fails or is too slow, and tries it again after a pause. A step has its own: what is slow
 * depends on its deadline, and another step's broken query is no reason.
 */
final class Breaker {
    private static final int TRIALS = 2;

    private final CircuitBreaker breaker;
    private final Exception failure = StoreException.failed("failed"); // which one does not matter here

    Breaker(String store, BreakerSettings settings, Duration slow, LongSupplier nanoClock) {
        breaker = CircuitBreaker.of(
                store,
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                settings.window(),
                                Math.max(2, settings.window() / 4),
                                CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(settings.failuresPercent())
                        .slowCallRateThreshold(settings.failuresPercent())
                        .slowCallDurationThreshold(slow)
                        .waitDurationInOpenState(settings.pause())
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .clock(new NanoTime(nanoClock))
                        .currentTimestampFunction(clock -> nanoClock.getAsLong(), TimeUnit.NANOSECONDS)
                        .build());
    }

    /** Whether the store may be asked; who is told yes says later how it went. */
    boolean permits() {
        return breaker.tryAcquirePermission();
    }

    void succeeded(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(long nanos) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    }

    /** It was not asked after all. */
    void unused() {
        breaker.releasePermission();
    }

    boolean isClosed() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** Our clock for a library that wants the time of day. */
    private static final class NanoTime extends Clock {
        private final LongSupplier nanoClock;
        private final long begin;

        NanoTime(LongSupplier nanoClock) {
            this.nanoClock = nanoClock;
            this.begin = nanoClock.getAsLong();
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanoClock.getAsLong() - begin);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
