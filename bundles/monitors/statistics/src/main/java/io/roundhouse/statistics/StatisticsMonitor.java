package io.roundhouse.statistics;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.Statistics;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counters by model version. A version keeps its counters when its engine is swapped, when it is unloaded and when it
 * comes back: counts never fall. Requests that never reached a version are nobody's and are not counted here.
 */
final class StatisticsMonitor implements InferenceMonitor, Statistics {
    /** A server that is never restarted sees versions come and go; later ones than these stay uncounted. */
    static final int MODELS_MAX = 10_000;

    private final ConcurrentMap<ModelId, ModelCounters> counters = new ConcurrentHashMap<>();
    private final LongSupplier wallClockMillis;

    StatisticsMonitor(LongSupplier wallClockMillis) {
        this.wallClockMillis = wallClockMillis;
    }

    @Override
    public void on(InferenceEvent event) {
        if (event instanceof InferenceEvent.Answered answered) {
            answered(answered.request(), answered.response());
        } else if (event instanceof InferenceEvent.Escalated escalated
                && escalated.failure().isEmpty()) {
            answered(escalated.request(), escalated.first()); // its version did the work, whoever's answer was given
        } else if (event instanceof InferenceEvent.Failed failed
                && failed.servedBy().isPresent()) {
            ModelCounters of = find(failed.servedBy().get());
            if (of != null) {
                of.failed(failed.timing());
            }
        }
    }

    private void answered(InferenceRequest request, InferenceResponse response) {
        ModelCounters of = find(response.servedBy());
        if (of != null) {
            of.answered(request, response, wallClockMillis.getAsLong());
        }
    }

    private @Nullable ModelCounters find(ServedBy servedBy) {
        ModelCounters known = counters.get(servedBy.model());
        if (known != null || counters.size() >= MODELS_MAX) {
            return known;
        }
        return counters.computeIfAbsent(servedBy.model(), id -> new ModelCounters());
    }

    @Override
    public List<ModelStatistics> models() {
        return counters.entrySet().stream()
                .map(entry -> entry.getValue().snapshot(entry.getKey()))
                .sorted(Comparator.comparing((ModelStatistics of) -> of.model().name())
                        .thenComparing(of -> of.model().version()))
                .toList();
    }
}
