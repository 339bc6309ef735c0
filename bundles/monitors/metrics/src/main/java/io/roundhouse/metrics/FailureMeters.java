package io.roundhouse.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.roundhouse.api.error.ErrorCode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code roundhouse.inference.failures} of one arm by code; a code has a series once it happened. */
final class FailureMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<ErrorCode, Counter> byCode = new ConcurrentHashMap<>();

    FailureMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    void count(ErrorCode code) {
        byCode.computeIfAbsent(code, this::register).increment();
    }

    private Counter register(ErrorCode code) {
        return Counter.builder("roundhouse.inference.failures")
                .description("Requests refused or failed")
                .tags(tags)
                .tag("code", code.name())
                .tag("category", code.category().name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    void remove() {
        byCode.values().forEach(registry::remove);
    }
}
