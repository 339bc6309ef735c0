package io.roundhouse.comparison;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import io.roundhouse.server.control.Comparisons;
import io.roundhouse.server.control.PairListener;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * A {@link PairState} for each live and watching arm. When an arm gets another version or engine, what was known of the
 * one before is forgotten; when there are too many, the pair that was quiet longest.
 */
final class ComparisonMonitor implements InferenceMonitor, Comparisons, LabelChoices {
    static final int PAIRS_MAX = 64;

    private final ConcurrentMap<PairState.Key, PairState> pairs = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> labels = new ConcurrentHashMap<>(); // as many as models say so
    private final PairListener listeners;
    private final LongSupplier wallClockMillis;

    ComparisonMonitor(PairListener listeners, LongSupplier wallClockMillis) {
        this.listeners = listeners;
        this.wallClockMillis = wallClockMillis;
    }

    @Override
    public void on(InferenceEvent event) {
        if (event instanceof Compared compared) {
            long now = wallClockMillis.getAsLong();
            PairState.Key key = new PairState.Key(compared.liveArm(), compared.watchingArm());
            PairState state = pairs.get(key);
            listeners.on((state == null ? begin(key, now) : state).add(compared, now));
        }
    }

    private synchronized PairState begin(PairState.Key key, long now) {
        String model = key.live().model().name();
        pairs.keySet().removeIf(key::succeeds);
        if (pairs.size() >= PAIRS_MAX) {
            pairs.values().stream()
                    .min(Comparator.comparingLong(PairState::lastMillis))
                    .ifPresent(quiet -> pairs.remove(quiet.key()));
        }
        return pairs.computeIfAbsent(key, one -> new PairState(one, labels.get(model), now));
    }

    @Override
    public synchronized void choose(String model, String output) {
        if (!output.equals(labels.put(model, output))) {
            beginAnew(model);
        }
    }

    @Override
    public synchronized void forget(String model) {
        if (labels.remove(model) != null) {
            beginAnew(model);
        }
    }

    private void beginAnew(String model) {
        pairs.keySet().removeIf(key -> key.live().model().name().equals(model));
    }

    @Override
    public List<Report> reports() {
        return pairs.values().stream()
                .map(PairState::report)
                .sorted(Comparator.comparing(Report::model)
                        .thenComparing(report -> report.live().arm())
                        .thenComparing(report -> report.watching().arm()))
                .toList();
    }
}
