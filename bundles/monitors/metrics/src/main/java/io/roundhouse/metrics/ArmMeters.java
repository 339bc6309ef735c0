package io.roundhouse.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** The meters of one arm, found once and then only added to: no tag is made on a request's way. */
final class ArmMeters {
    private static final Duration[] BUCKETS = LongStream.of(
                    50,
                    100,
                    250,
                    500,
                    1_000,
                    2_500,
                    5_000,
                    10_000,
                    25_000,
                    50_000,
                    100_000,
                    250_000,
                    500_000,
                    1_000_000,
                    2_500_000,
                    5_000_000,
                    10_000_000,
                    30_000_000,
                    60_000_000)
            .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
            .toArray(Duration[]::new);
    private static final double[] ROW_BUCKETS =
            DoubleStream.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512).toArray();

    private final MeterRegistry registry;
    private final boolean histograms;
    private final Tags tags;
    private final Counter requests;
    private final Counter rows;
    private final Counter flags;
    private final Timer total;
    private final Timer queue;
    private final Timer transform;
    private final Timer compute;
    private final DistributionSummary batchRows;
    private final FailureMeters failures;

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
        total = timer("duration", "From the last byte read to the answer standing");
        queue = timer("queue", "Waiting for admission, a model or a batch");
        transform = timer("transform", "In the steps before and after the model");
        compute = timer("compute", "In the engine, for the whole batch the request was in");
        batchRows = DistributionSummary.builder("roundhouse.inference.batch.rows")
                .description("Rows of each batch run")
                .serviceLevelObjectives(histograms ? ROW_BUCKETS : new double[0])
                .tags(tags)
                .register(registry);
        failures = new FailureMeters(registry, tags);
    }

    private Timer timer(String name, String description) {
        return Timer.builder("roundhouse.inference." + name)
                .description(description)
                .serviceLevelObjectives(histograms ? BUCKETS : new Duration[0])
                .tags(tags)
                .register(registry);
    }

    void answered(Timing timing, long requestRows) {
        requests.increment();
        // a model that takes no rows runs batches of 1, an answer without an engine has 0
        rows.increment((double) Math.min(requestRows, timing.batchRows()));
        total.record(timing.totalNanos(), TimeUnit.NANOSECONDS);
        queue.record(timing.queueNanos(), TimeUnit.NANOSECONDS);
        transform.record(timing.transformNanos(), TimeUnit.NANOSECONDS);
        compute.record(timing.computeNanos(), TimeUnit.NANOSECONDS);
        executed(timing);
    }

    void flagged(int marks) {
        flags.increment(marks);
    }

    /** The engine answered, and another arm's answer was given. */
    void setAside(Timing timing, long requestRows) {
        rows.increment((double) Math.min(requestRows, timing.batchRows()));
        compute.record(timing.computeNanos(), TimeUnit.NANOSECONDS);
        executed(timing);
    }

    void failed(ErrorCode code, Timing timing) {
        requests.increment();
        failures.count(code);
        executed(timing);
    }

    private void executed(Timing timing) {
        if (timing.executions() > 0) {
            batchRows.record(timing.batchRows());
        }
    }

    /** Takes them out of the registry; a request that still adds to them adds to nothing. */
    void remove() {
        List.of(requests, rows, flags, total, queue, transform, compute, batchRows)
                .forEach(registry::remove);
        failures.remove();
    }
}
