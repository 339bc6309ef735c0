package io.roundhouse.alerts;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Alerts.Silence;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What persons do not want to hear of for a while. One thread. */
final class Silences {
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final int SILENCES_MAX = 500;
    private static final int TEXT_MAX = 500;

    private final Map<String, Silence> byId = new TreeMap<>();
    private long last;

    String add(Map<String, String> labels, Duration duration, String by, String reason, long now) {
        if (labels.isEmpty()) {
            throw refused("a silence needs at least one label, like alert=errors or model=credit");
        }
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw refused("a silence lasts up to 90 days, was " + duration.toSeconds() + " s");
        }
        if (byId.size() >= SILENCES_MAX) {
            throw refused("there are " + SILENCES_MAX + " silences already; end some with unsilence");
        }
        String id = "s" + (last + 1);
        restore(new Silence(id, labels, now + duration.toMillis(), shortened(by), shortened(reason)));
        return id;
    }

    private static String shortened(String text) {
        return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
    }

    void restore(Silence silence) {
        byId.put(silence.id(), silence);
        if (silence.id().matches("s[0-9]{1,15}")) {
            last = Math.max(last, Long.parseLong(silence.id().substring(1)));
        }
    }

    void remove(String id) {
        if (byId.remove(id) == null) {
            throw refused("there is no silence '" + id + "'; there are " + byId.keySet());
        }
    }

    void forget(long now) {
        byId.values().removeIf(silence -> silence.endMillis() <= now);
    }

    List<Silence> all() {
        return byId.values().stream()
                .sorted(Comparator.comparingLong(Silence::endMillis))
                .toList();
    }

    /** Why an alert of these labels is silent. */
    Optional<String> reason(Map<String, String> labels) {
        return byId.values().stream()
                .filter(silence ->
                        labels.entrySet().containsAll(silence.labels().entrySet()))
                .findFirst()
                .map(silence -> "silence " + silence.id() + (silence.by().isEmpty() ? "" : " of " + silence.by())
                        + (silence.reason().isEmpty() ? "" : ": " + silence.reason()));
    }

    private static InferenceException refused(String sentence) {
        return new InferenceException(ErrorCode.INVALID_REQUEST, sentence);
    }
}
