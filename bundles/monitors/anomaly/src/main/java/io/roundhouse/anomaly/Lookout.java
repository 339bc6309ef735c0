package io.roundhouse.anomaly;

import io.roundhouse.server.control.Anomalies;
import io.roundhouse.server.control.Metrics.Sample;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters.Kind;
import io.roundhouse.spi.monitor.PluginMeters.Meter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Looks at all numbers, every fifteen seconds, and keeps what it found. One thread looks; any may ask. */
final class Lookout implements Anomalies {
    static final int MODELS_MAX = 64;
    private static final String PROCESS = ""; // no model is named so
    private static final String PROCESS_LABEL = "_process"; // nor so
    private static final int OVER_MAX = 100;
    private static final double SECONDS_MAX = 4 * Totals.SECONDS; // after a longer sleep it begins anew
    private static final double SECONDS_MIN = Totals.SECONDS / 4;
    private static final long GONE_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Map<String, Subject> subjects = new HashMap<>();
    private final Map<String, Long> seenMillis = new HashMap<>();
    private final Deque<Anomaly> over = new ArrayDeque<>();
    private Map<String, Totals> totals = Map.of();
    private ProcessTotals process = new ProcessTotals();
    private long lastNanos;
    private boolean looked;
    private long sinceMillis;
    private volatile View view = new View(List.of(), List.of(), 0, 0);

    /** What others see. */
    private record View(List<Anomaly> anomalies, List<Meter> meters, int watched, long sinceMillis) {}

    void look(List<Sample> samples, long nanos, long millis) {
        Map<String, Totals> now = new HashMap<>();
        ProcessTotals processNow = new ProcessTotals();
        for (Sample sample : samples) {
            String model = sample.labels().get("model");
            if (model == null) {
                processNow.add(sample);
            } else {
                now.computeIfAbsent(model, any -> new Totals()).add(sample);
            }
        }
        double seconds = (nanos - lastNanos) / 1e9;
        if (looked && seconds >= SECONDS_MIN && seconds <= SECONDS_MAX) {
            offer(PROCESS, processNow.since(process, seconds), Feature.OF_PROCESS, millis);
            Map<String, Totals> before = totals;
            now.forEach((model, stood) -> {
                Totals earlier = before.get(model);
                if (earlier != null && stood.requests > 0) {
                    offer(model, stood.since(earlier, seconds), Feature.OF_MODEL, millis);
                }
            });
        }
        if (!looked) {
            sinceMillis = millis;
        }
        totals = now;
        process = processNow;
        lastNanos = nanos;
        looked = true;
        forgetGone(millis);
        publish();
    }

    private void offer(String model, Value[] values, List<Feature> features, long millis) {
        if (!subjects.containsKey(model) && subjects.size() > MODELS_MAX) {
            return;
        }
        seenMillis.put(model, millis);
        subjects.computeIfAbsent(model, name -> new Subject(name, features))
                .offer(values, millis)
                .ifPresent(this::keep);
    }

    private void keep(Anomaly anomaly) {
        over.addFirst(anomaly);
        if (over.size() > OVER_MAX) {
            over.removeLast();
        }
    }

    private void forgetGone(long millis) {
        for (Iterator<Map.Entry<String, Long>> each = seenMillis.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, Long> one = each.next();
            if (millis - one.getValue() > GONE_MILLIS) {
                Subject gone = subjects.remove(one.getKey());
                if (gone != null) {
                    gone.end(millis).ifPresent(this::keep);
                }
                each.remove();
            }
        }
    }

    private void publish() {
        List<Anomaly> anomalies = new ArrayList<>();
        List<Meter> meters = new ArrayList<>();
        subjects.forEach((model, subject) -> {
            subject.active().ifPresent(anomalies::add);
            Map<String, String> labels = Map.of("model", model.equals(PROCESS) ? PROCESS_LABEL : model);
            meters.add(new Meter(
                    "roundhouse.anomaly.score",
                    "How far its numbers are from usual; an anomaly from 1 on",
                    Kind.GAUGE,
                    labels,
                    subject.score()));
            meters.add(new Meter(
                    "roundhouse.anomaly.active",
                    "1 while an anomaly goes on",
                    Kind.GAUGE,
                    labels,
                    subject.active().isPresent() ? 1 : 0));
            meters.add(new Meter(
                    "roundhouse.anomaly.found", "Anomalies found", Kind.COUNT, labels, (double) subject.found()));
        });
        anomalies.sort(Comparator.comparingLong(Anomaly::sinceMillis).reversed());
        anomalies.addAll(over);
        view = new View(List.copyOf(anomalies), List.copyOf(meters), subjects.size(), sinceMillis);
    }

    @Override
    public List<Anomaly> anomalies() {
        return view.anomalies();
    }

    List<Meter> meters() {
        return view.meters();
    }

    @Override
    public MonitorReport report() {
        View now = view;
        return Findings.of(now.anomalies(), now.watched(), now.sinceMillis());
    }
}
