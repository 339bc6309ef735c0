package io.roundhouse.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How often one arm's answer was not good enough and another was asked, and the compute that was saved where it was not
 * asked: what a row costs there on average, for each row that it did not have to answer. A model of which no answer was
 * ever escalated is not looked at.
 */
final class Escalations {
    private static final String PREFIX = "roundhouse.inference.escalation";

    private final MeterRegistry registry;
    private final int stepsMax;
    private final Map<Arm, Step> steps = new ConcurrentHashMap<>();
    private final Map<Arm, Cost> costs = new ConcurrentHashMap<>();

    Escalations(MeterRegistry registry, int stepsMax) {
        this.registry = registry;
        this.stepsMax = stepsMax;
    }

    private record Arm(String model, String name) {}

    private record Cost(LongAdder nanos, LongAdder rows) {
        double nanosPerRow() {
            long counted = rows.sum();
            return counted == 0 ? 0 : (double) nanos.sum() / counted;
        }
    }

    /** From one arm to the next. */
    private record Step(Tags tags, Map<String, Counter> outcomes, Counter saved, Cost next) {}

    void escalated(ServedBy from, String to, Optional<InferenceException> failure) {
        Step step = step(from, to);
        if (step != null) {
            String outcome = failure.map(reason -> reason.code().name()).orElse("answered");
            step.outcomes
                    .computeIfAbsent(outcome, word -> Counter.builder(PREFIX + ".requests")
                            .description("Answers not good enough, so that a further arm was asked")
                            .tags(step.tags)
                            .tag("outcome", word)
                            .register(registry))
                    .increment();
        }
    }

    private @Nullable Step step(ServedBy from, String to) {
        Arm arm = new Arm(from.model().name(), from.arm());
        Step known = steps.get(arm);
        return known != null || steps.size() >= stepsMax ? known : steps.computeIfAbsent(arm, key -> newStep(key, to));
    }

    private Step newStep(Arm from, String to) {
        Tags tags = Tags.of("model", from.model, "arm", from.name, "to", to);
        Counter saved = Counter.builder(PREFIX + ".saved")
                .description("Time in the engine that rows would have taken in the arm that was not asked")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
        Cost next = costs.computeIfAbsent(new Arm(from.model, to), key -> new Cost(new LongAdder(), new LongAdder()));
        return new Step(tags, new ConcurrentHashMap<>(), saved, next);
    }

    void answered(ServedBy servedBy, Timing timing, long requestRows) {
        if (steps.isEmpty() || timing.batchRows() == 0) {
            return;
        }
        Arm arm = new Arm(servedBy.model().name(), servedBy.arm());
        long rows = Math.min(requestRows, timing.batchRows());
        Cost cost = costs.get(arm);
        if (cost != null) {
            cost.nanos.add(timing.computeNanos() * rows / timing.batchRows());
            cost.rows.add(rows);
        }
        Step step = steps.get(arm);
        if (step != null) {
            step.saved.increment(step.next.nanosPerRow() * rows / 1e9);
        }
    }
}
