package io.roundhouse.alerts;

import io.roundhouse.alerts.Slo.Burn;
import io.roundhouse.server.control.Metrics.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Bad and all requests of each group of an objective, over the windows of its alerts and of its budget: four pairs of
 * {@link Ring}s, 35 KB a group.
 */
final class SloHistory {
    private final Slo slo;
    private final Groups<SloPast> groups;
    private boolean begun;
    private long lookBefore;

    SloHistory(Slo slo) {
        this.slo = slo;
        this.groups = new Groups<>(this::begin);
    }

    private SloPast begin() {
        SloPast past = new SloPast(slo, 0, 0);
        if (begun) {
            past.close(lookBefore); // it was not there, so nothing had been counted
        }
        return past;
    }

    void look(long now, Board board) {
        if (slo.latencySeconds() == null) {
            each(now, board.select(slo.selector(Slo.ANSWERED)), past -> past.good());
            each(
                    now,
                    board.select(slo.selector(Slo.FAILED)).stream()
                            .filter(sample -> !"caller".equals(sample.labels().get("category")))
                            .toList(),
                    past -> past.bad());
        } else if (board.has(Slo.BUCKETS)) { // histograms can be switched off, and then nobody knows
            each(now, board.select(slo.selector(Slo.ANSWERED)), past -> past.all());
            each(now, inTime(board.select(slo.selector(Slo.BUCKETS)), slo.latencySeconds()), past -> past.good());
        }
        groups.each(now, (labels, past) -> past.close(now));
        begun = true;
        lookBefore = now;
        groups.forget(now - slo.window().toMillis());
    }

    private void each(long now, List<Sample> samples, Function<SloPast, Growth> part) {
        for (Sample sample : samples) {
            SloPast past = groups.of(Labels.chosen(sample.labels(), slo.by()), now);
            if (past != null) {
                part.apply(past).see(sample, !begun);
            }
        }
    }

    /** The buckets of the least bound that is not below the objective's: between two bounds requests are given the benefit. */
    private static List<Sample> inTime(List<Sample> buckets, double seconds) {
        TreeSet<Double> bounds = new TreeSet<>();
        buckets.forEach(sample -> bounds.add(bound(sample)));
        Double bound = bounds.ceiling(seconds);
        List<Sample> chosen = new ArrayList<>();
        for (Sample sample : buckets) {
            if (bound != null && bound(sample) == bound) {
                chosen.add(sample);
            }
        }
        return chosen;
    }

    private static double bound(Sample sample) {
        return QuantileSignal.bound(sample.labels().getOrDefault("le", ""));
    }

    /** How many times as fast as it may be the budget was used up over both windows, for each group seen at that look. */
    Map<Map<String, String>, Double> burns(long now, Burn burn) {
        Map<Map<String, String>, Double> found = new HashMap<>();
        groups.each(now, (labels, past) -> {
            long longMillis = burn.longWindow().toMillis();
            if (past.requests(now, longMillis) >= slo.requestsMin()) {
                double share = Math.min(
                        past.badShare(now, longMillis),
                        past.badShare(now, burn.shortWindow().toMillis()));
                found.put(labels, share / slo.budget());
            }
        });
        return found;
    }

    /** What is left of the budget, 1 when nothing was used, below 0 when it was overdrawn; by group. */
    Map<Map<String, String>, Double> left() {
        Map<Map<String, String>, Double> left = new HashMap<>();
        groups.all((labels, past) ->
                left.put(labels, 1 - past.badShare(lookBefore, slo.window().toMillis()) / slo.budget()));
        return left;
    }

    String metric() {
        return slo.latencySeconds() == null ? Slo.ANSWERED : Slo.BUCKETS;
    }

    boolean crowded() {
        return groups.crowded();
    }

    void all(BiConsumer<Map<String, String>, SloPast> with) {
        groups.all(with);
    }

    void restore(Map<String, String> labels, SloPast past, long now) {
        groups.put(labels, past, now);
    }
}
