package io.roundhouse.replay;

import io.roundhouse.server.control.Replay.Agreement;
import io.roundhouse.server.control.Replay.Replayed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What came of the requests. Several threads add to it. */
final class Tally {
    private static final int WORDS_MAX = 64;
    private static final String OTHER = "other";

    private final Optional<String> label;
    private final Map<String, Long> failures = new TreeMap<>();
    private final Quantiles captured = new Quantiles();
    private final Quantiles replayed = new Quantiles();
    private long answered;
    private long compared;
    private long equal;
    private long unlike;
    private double difference;
    private String differenceAt = "";
    private long labels;
    private long flips;

    Tally(Optional<String> label) {
        this.label = label;
    }

    void answered(Exchange exchange, List<Output> outputs, long nanos) {
        Optional<Comparison> comparison = exchange.outputs.map(before -> Comparison.of(before, outputs, label));
        synchronized (this) {
            answered++;
            replayed.add(nanos);
            if (exchange.totalNanos >= 0) {
                captured.add(exchange.totalNanos);
            }
            comparison.ifPresent(one -> add(exchange.id, one));
        }
    }

    private void add(String id, Comparison one) {
        compared++;
        equal += one.equal ? 1 : 0;
        unlike += one.unlike ? 1 : 0;
        labels += one.labels;
        flips += one.flips;
        if (one.difference > difference) {
            difference = one.difference;
            differenceAt = one.differenceOutput + " of " + (id.isEmpty() ? "a request without an id" : id);
        }
    }

    /** @param word of the server's error codes, or what else was wrong */
    synchronized void failed(String word) {
        String key = failures.containsKey(word) || failures.size() < WORDS_MAX ? word : OTHER;
        failures.merge(key, 1L, Long::sum);
    }

    synchronized Replayed replayed(long sent, long unreadable, Duration took, Duration behind) {
        return new Replayed(
                sent,
                answered,
                unreadable,
                failures,
                new Agreement(compared, equal, unlike, difference, differenceAt, labels, flips),
                captured.times(),
                replayed.times(),
                took,
                behind);
    }
}
