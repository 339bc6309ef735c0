package io.roundhouse.lifecycle;

import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a router, and contains what it does wrong: the first arm answers, the answer that is there stands, a reward is
 * lost, nothing is kept of what it learnt; and once a minute the log says so.
 */
final class RouterGuard {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");
    private static final long WARN_NANOS = 60_000_000_000L;

    private final LongSupplier nanoClock;
    private final LongAdder failures = new LongAdder();
    private volatile long warnedNanos;
    private volatile boolean warned;

    RouterGuard(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Nullable
    Route route(String model, Serving serving, Serving.Routing routing, InferenceRequest request) {
        try {
            Route route = routing.router().route(request);
            if (isKnown(serving, route)) {
                return route;
            }
            failed(model, routing, "it named an arm that is none of " + serving.arms());
        } catch (RuntimeException | LinkageError e) {
            failed(model, routing, String.valueOf(e.getMessage()));
        }
        return serving.first();
    }

    Optional<String> escalate(
            String model,
            Serving serving,
            Serving.Routing routing,
            InferenceRequest request,
            InferenceResponse response) {
        try {
            Optional<String> arm = routing.router().escalate(request, response);
            if (arm.isEmpty() || serving.routes().containsKey(arm.get())) {
                return arm;
            }
            failed(model, routing, "it wanted an arm to be asked that is none of " + serving.arms());
        } catch (RuntimeException | LinkageError e) {
            failed(model, routing, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    void reward(String model, Serving.Routing routing, String arm, double reward) {
        if (!(reward >= 0 && reward <= 1)) {
            failed(model, routing, "a reward must be a number 0..1, was " + reward);
            return;
        }
        try {
            routing.router().reward(arm, reward);
        } catch (RuntimeException | LinkageError e) {
            failed(model, routing, String.valueOf(e.getMessage()));
        }
    }

    Map<String, Long> counts(String model, Serving.Routing routing) {
        try {
            return Map.copyOf(routing.router().counts());
        } catch (RuntimeException | LinkageError e) {
            failed(model, routing, String.valueOf(e.getMessage()));
            return Map.of();
        }
    }

    /** What it learnt, as it may be kept; empty when it tells nothing, or too much. */
    Map<String, String> memory(String model, Serving.Routing routing) {
        try {
            Map<String, String> memory = Map.copyOf(routing.router().memory());
            long chars = memory.entrySet().stream()
                    .mapToLong(entry ->
                            (long) entry.getKey().length() + entry.getValue().length())
                    .sum();
            if (chars <= Router.MEMORY_CHARS_MAX) {
                return memory;
            }
            failed(model, routing, "its memory has " + chars + " characters, at most " + Router.MEMORY_CHARS_MAX);
        } catch (RuntimeException | LinkageError e) {
            failed(model, routing, String.valueOf(e.getMessage()));
        }
        return Map.of();
    }

    private static boolean isKnown(Serving serving, @Nullable Route route) {
        if (route == null || !serving.routes().containsKey(route.answering())) {
            return false;
        }
        return route.watching().isEmpty() || serving.routes().keySet().containsAll(route.watching());
    }

    void failed(String model, Serving.Routing routing, String reason) {
        failures.increment();
        long now = nanoClock.getAsLong();
        if (!warned || now - warnedNanos > WARN_NANOS) {
            warned = true;
            warnedNanos = now;
            LOG.warn(
                    "router failed model={} router={} failures={} effect=\"the first arm answers, the first answer stands, or nothing is kept\" reason=\"{}\"",
                    model,
                    routing.key().factory(),
                    failures.sum(),
                    reason);
        }
    }
}
