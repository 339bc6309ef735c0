package io.roundhouse.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.prometheus.metrics.model.snapshots.Labels;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import java.util.List;
import java.util.stream.DoubleStream;

/** The meters of one arm, found once and then only added to: no tag is made on a request's way. */
final class ArmMeters {
    private static final double[] ROW_BUCKETS =
            DoubleStream.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512).toArray();

    private final MeterRegistry registry;
    private final boolean histograms;
    private final Tags tags;
    private final Counter requests;
    private final Counter rows;
    private final Counter flags;
    private final PhaseMeter total;
    private final PhaseMeter queue;
    private final PhaseMeter transform;
    private final PhaseMeter compute;
    private final DistributionSummary batchRows;
    private final FailureMeters failures;
    private final ArmEnergy energy;
    private final Examples examples = new Examples(System::currentTimeMillis, PhaseMeter.BUCKETS_NANOS);

    ArmMeters(MeterRegistry registry, ServedBy servedBy, boolean histograms) {
        this.registry = registry;
        this.histograms = histograms;
        tags = Tags.of(
                "model", servedBy.model().name(),
                "version", servedBy.model().version(),
                "arm", servedBy.arm(),
                "engine", servedBy.engine(),
                "engine.version", servedBy.engineVersion());
        requests = Counter.builder("roundhouse.inference.requests")
                .description("Requests that reached a model, answered or failed")
                .tags(tags)
                .register(registry);
        rows = Counter.builder("roundhouse.inference.rows")
                .description("Rows answered by the engine")
                .tags(tags)
                .register(registry);
        flags = Counter.builder("roundhouse.flags")
                .description("Marks that steps put on answers, a sentence each: something was not as it should be")
                .tags(tags)
                .register(registry);
        total = phase("duration", "From the last byte read to the answer standing");
        queue = phase("queue", "Waiting for admission, a model or a batch");
        transform = phase("transform", "In the steps before and after the model");
        compute = phase("compute", "In the engine, for the whole batch the request was in");
        batchRows = DistributionSummary.builder("roundhouse.inference.batch.rows")
                .description("Rows of each batch run")
                .serviceLevelObjectives(histograms ? ROW_BUCKETS : new double[0])
                .tags(tags)
                .register(registry);
        failures = new FailureMeters(registry, tags);
        energy = new ArmEnergy(tags);
    }

    private PhaseMeter phase(String name, String description) {
        return new PhaseMeter(registry, name, description, tags, histograms);
    }

    void answered(InferenceRequest request, Timing timing) {
        requests.increment();
        // a model that takes no rows runs batches of 1, an answer without an engine has 0
        rows.increment((double) Math.min(request.inputs().rows(), timing.batchRows()));
        examples.saw(request, timing.totalNanos());
        total.record(timing.totalNanos());
        queue.record(timing.queueNanos());
        transform.record(timing.transformNanos());
        compute.record(timing.computeNanos());
        executed(timing);
    }

    /** The labels of its series, as the page has them. */
    Labels labels() {
        return Labels.of(
                tags.stream().map(tag -> tag.getKey().replace('.', '_')).toArray(String[]::new),
                tags.stream().map(Tag::getValue).toArray(String[]::new));
    }

    Examples examples() {
        return examples;
    }

    void flagged(int marks) {
        flags.increment(marks);
    }

    /** The engine answered, and another arm's answer was given. */
    void setAside(Timing timing, long requestRows) {
        rows.increment((double) Math.min(requestRows, timing.batchRows()));
        compute.record(timing.computeNanos());
        executed(timing);
    }

    void failed(ErrorCode code, Timing timing) {
        requests.increment();
        failures.count(code);
        executed(timing);
    }

    private void executed(Timing timing) {
        if (timing.executions() > 0) {
            energy.add(timing);
            batchRows.record(timing.batchRows());
        }
    }

    void read(Readings readings, Look look) {
        List.of(total, queue, transform, compute).forEach(phase -> phase.read(readings, look.turn()));
        energy.read(readings, look, requests.count());
    }

    /** Takes them out of the registry; a request that still adds to them adds to nothing. */
    void remove() {
        List.of(requests, rows, flags, batchRows).forEach(registry::remove);
        List.of(total, queue, transform, compute).forEach(phase -> registry.remove(phase.timer()));
        failures.remove();
    }
}
