package io.roundhouse.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** How long one phase of an arm's requests takes: buckets for Prometheus, and quantiles of late for whoever looks. */
final class PhaseMeter {
    /** Where buckets end. */
    static final long[] BUCKETS_NANOS = LongStream.of(
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
            .map(micros -> micros * 1_000)
            .toArray();

    private static final Duration[] BUCKETS =
            LongStream.of(BUCKETS_NANOS).mapToObj(Duration::ofNanos).toArray(Duration[]::new);
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};

    private final String name;
    private final List<Tags> quantileTags;
    private final Timer timer;
    private final RecentTimes recent = new RecentTimes();

    PhaseMeter(MeterRegistry registry, String phase, String description, Tags tags, boolean histogram) {
        name = "roundhouse.inference." + phase;
        quantileTags = List.of("0.5", "0.9", "0.99", "0.999").stream()
                .map(quantile -> tags.and(Tag.of("quantile", quantile)))
                .toList();
        timer = Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(histogram ? BUCKETS : new Duration[0])
                .tags(tags)
                .register(registry);
    }

    void record(long nanos) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
        recent.add(nanos);
    }

    /** @param turn whether it is time to forget the older of the two windows */
    void read(Readings readings, boolean turn) {
        double[] seconds = recent.seconds(QUANTILES);
        for (int i = 0; i < seconds.length; i++) {
            readings.gauge(
                    name + ".recent.seconds",
                    "Quantiles of the last one to two minutes, at most 3.2 % off; absent when there was nothing",
                    quantileTags.get(i),
                    seconds[i]);
        }
        if (turn) {
            recent.turn();
        }
    }

    Timer timer() {
        return timer;
    }
}
