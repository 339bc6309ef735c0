package io.roundhouse.alerts;

import io.roundhouse.server.control.Metrics.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A quantile of what a histogram counted within the window, read from its buckets as Prometheus reads it. */
final class QuantileSignal implements Signal {
    private static final int BUCKETS_MAX = 300;

    private final Question question;
    private final Groups<TreeMap<Double, Count>> groups = new Groups<>(TreeMap::new);
    private boolean begun;
    private long lookBefore;

    QuantileSignal(Question question) {
        this.question = question;
    }

    @Override
    public Map<Map<String, String>, Double> look(long now, Board board) {
        for (Sample sample : board.select(question.selector())) {
            double bound = bound(sample.labels().getOrDefault("le", ""));
            TreeMap<Double, Count> buckets = groups.of(Labels.chosen(sample.labels(), question.by()), now);
            if (buckets == null
                    || Double.isNaN(bound)
                    || (buckets.size() >= BUCKETS_MAX && !buckets.containsKey(bound))) {
                continue;
            }
            buckets.computeIfAbsent(bound, le -> begin()).growth().see(sample, !begun);
        }
        begun = true;
        lookBefore = now;
        Map<Map<String, String>, Double> found = new HashMap<>();
        groups.each(now, (labels, buckets) -> {
            buckets.values().forEach(count -> count.close(now));
            double quantile = quantile(now, buckets);
            if (Double.isFinite(quantile)) {
                found.put(labels, quantile);
            }
        });
        groups.forget(now - question.windowMillis());
        return found;
    }

    private Count begin() {
        return begun ? Count.since(question.windowMillis(), lookBefore) : new Count(question.windowMillis());
    }

    /** Bounds are read as numbers, as {@code 1} and {@code 1.0} are one. */
    static double bound(String le) {
        try {
            return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private double quantile(long now, NavigableMap<Double, Count> buckets) {
        double all = buckets.isEmpty() ? 0 : buckets.lastEntry().getValue().increase(now, question.windowMillis());
        if (!(all > 0)) {
            return Double.NaN; // nothing was counted
        }
        double rank = question.quantile() * all;
        double below = 0;
        double lower = 0;
        for (Map.Entry<Double, Count> bucket : buckets.entrySet()) {
            double upTo = bucket.getValue().increase(now, question.windowMillis());
            if (upTo >= rank) {
                if (Double.isInfinite(bucket.getKey())) {
                    return lower; // all that is known: it is above the greatest bound
                }
                double inside = upTo - below;
                return inside <= 0 ? lower : lower + (bucket.getKey() - lower) * (rank - below) / inside;
            }
            below = upTo;
            lower = bucket.getKey();
        }
        return Double.NaN;
    }

    @Override
    public long windowMillis() {
        return question.windowMillis();
    }

    @Override
    public List<String> metrics() {
        return List.of(question.selector().metric());
    }

    @Override
    public boolean crowded() {
        return groups.crowded();
    }
}
