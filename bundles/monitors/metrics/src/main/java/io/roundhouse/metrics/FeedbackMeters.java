package io.roundhouse.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.server.control.Feedback.ArmReport;
import io.roundhouse.server.control.Feedback.Report;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What feedback says of the arms, as gauges that are brought up to date before a scrape. */
final class FeedbackMeters {
    private final MeterRegistry registry;
    private final int armsMax;
    private final Map<Tags, Arm> arms = new HashMap<>();
    private final Map<Tags, Count> counts = new HashMap<>();

    FeedbackMeters(MeterRegistry registry, int armsMax) {
        this.registry = registry;
        this.armsMax = armsMax;
    }

    /** The registry holds a gauge's subject weakly: the map is what keeps it. */
    private static final class Arm {
        private volatile ArmReport report;
        private final Set<Meter> meters = new HashSet<>();

        Arm(ArmReport report) {
            this.report = report;
        }
    }

    private static final class Count {
        private volatile long value;
        private @Nullable Meter meter;
    }

    synchronized void update(List<Report> reports) {
        Set<Tags> there = new HashSet<>();
        for (Report report : reports) {
            report.counts().forEach((kind, value) -> {
                Tags tags = Tags.of("model", report.model(), "kind", kind);
                there.add(tags);
                counts.computeIfAbsent(tags, this::count).value = value;
            });
            for (ArmReport arm : report.arms()) {
                Tags tags = tags(arm.servedBy());
                if (arms.containsKey(tags) || arms.size() < armsMax) {
                    there.add(tags);
                    arms.computeIfAbsent(tags, key -> arm(key, arm)).report = arm;
                }
            }
        }
        forget(there);
    }

    private void forget(Set<Tags> there) {
        arms.entrySet().removeIf(arm -> {
            boolean gone = !there.contains(arm.getKey());
            if (gone) {
                arm.getValue().meters.forEach(registry::remove);
            }
            return gone;
        });
        counts.entrySet().removeIf(count -> {
            Meter meter = count.getValue().meter;
            boolean gone = !there.contains(count.getKey());
            if (gone && meter != null) {
                registry.remove(meter);
            }
            return gone;
        });
    }

    private static Tags tags(ServedBy servedBy) {
        return Tags.of(
                "model", servedBy.model().name(),
                "version", servedBy.model().version(),
                "arm", servedBy.arm(),
                "engine", servedBy.engine(),
                "engine.version", servedBy.engineVersion());
    }

    private Count count(Tags tags) {
        Count count = new Count();
        count.meter = FunctionCounter.builder("roundhouse.feedback", count, of -> of.value)
                .description("Labels and rewards by what came of them, and predictions that were not kept")
                .tags(tags)
                .register(registry);
        return count;
    }

    private Arm arm(Tags tags, ArmReport first) {
        Arm arm = new Arm(first);
        gauge(arm, tags, "labelled", "Rows whose label is known", ArmReport::labelled);
        gauge(arm, tags, "accuracy", "The part of them predicted right", ArmReport::accuracy);
        gauge(arm, tags, "log.loss", "Mean log loss", ArmReport::logLoss);
        gauge(arm, tags, "brier", "Mean Brier score, 0 to 1", ArmReport::brier);
        gauge(arm, tags, "auc", "Area under the ROC curve", ArmReport::auc);
        gauge(arm, tags, "auc.error", "How far the true area can be from it", ArmReport::aucError);
        gauge(
                arm,
                tags,
                "calibration.error",
                "How far probabilities are from how often the class came",
                ArmReport::calibrationError);
        gauge(arm, tags, "rewards", "Requests whose reward is known", ArmReport::rewards);
        gauge(arm, tags, "reward", "Mean reward", ArmReport::reward);
        return arm;
    }

    private void gauge(Arm arm, Tags tags, String name, String description, ToDoubleFunction<ArmReport> value) {
        arm.meters.add(Gauge.builder("roundhouse.feedback." + name, arm, of -> value.applyAsDouble(of.report))
                .description(description)
                .tags(tags)
                .register(registry));
    }
}
