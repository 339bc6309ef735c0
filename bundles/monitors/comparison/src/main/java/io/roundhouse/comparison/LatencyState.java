package io.roundhouse.comparison;

import io.roundhouse.api.inference.InferenceEvent.Outcome;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.server.control.Comparisons.Latency;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One part of the time of a pair of arms. Guarded by its {@link PairState}. */
final class LatencyState {
    private final String part;
    private final ToDoubleFunction<Outcome> nanos;
    private final SignedSketch difference = new SignedSketch();
    private double liveNanos;
    private double watchingNanos;

    private LatencyState(String part, ToDoubleFunction<Outcome> nanos) {
        this.part = part;
        this.nanos = nanos;
    }

    static List<LatencyState> all() {
        return List.of(
                new LatencyState("queue", outcome -> outcome.timing().queueNanos()),
                new LatencyState("transform", outcome -> outcome.timing().transformNanos()),
                new LatencyState("compute", outcome -> outcome.timing().computeNanos()),
                new LatencyState("engine", LatencyState::engineNanos),
                new LatencyState("cpu", LatencyState::cpuNanos),
                new LatencyState("total", outcome -> outcome.timing().totalNanos()));
    }

    private static double engineNanos(Outcome outcome) {
        return share(outcome, outcome.timing().computeNanos());
    }

    private static double cpuNanos(Outcome outcome) {
        long nanos = outcome.timing().cpuNanos();
        return nanos < 0 ? Double.NaN : share(outcome, nanos);
    }

    /** The request's part of what its batch took, by rows. */
    private static double share(Outcome outcome, long nanos) {
        Timing timing = outcome.timing();
        if (timing.batchRows() <= 0) {
            return 0;
        }
        double rows = Math.min(outcome.request().inputs().rows(), timing.batchRows());
        return nanos * rows / timing.batchRows();
    }

    void add(Outcome live, Outcome watching) {
        double ofLive = nanos.applyAsDouble(live);
        double ofWatching = nanos.applyAsDouble(watching);
        if (Double.isNaN(ofLive) || Double.isNaN(ofWatching)) {
            return; // not measured on either side: no pair
        }
        liveNanos += ofLive;
        watchingNanos += ofWatching;
        difference.add(ofWatching - ofLive);
    }

    Latency report() {
        long count = Math.max(1, difference.count());
        return new Latency(part, liveNanos / count, watchingNanos / count, difference.spread());
    }
}
