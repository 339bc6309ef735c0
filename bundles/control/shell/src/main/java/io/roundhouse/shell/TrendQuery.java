package io.roundhouse.shell;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Trends.Series;
import io.roundhouse.server.control.Trends.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What somebody wants to see of one series, as he wrote it. */
record TrendQuery(String name, Map<String, String> labels, long fromMillis, long toMillis, Step step) {
    private static final Duration LAST_MAX = Duration.ofDays(3653);
    private static final Duration MINUTES_MAX = Duration.ofHours(6);
    private static final Duration HOURS_MAX = Duration.ofDays(14);
    private static final int NAMED_MAX = 5;

    /** From {@code NAME label=value …}. */
    static TrendQuery of(List<String> what, String last, String step, long nowMillis) {
        Map<String, String> labels = new TreeMap<>();
        for (String word : what.subList(1, what.size())) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw Refusal.request("labels are written as label=value, was '" + word + "'");
            }
            labels.put(word.substring(0, equals), word.substring(equals + 1));
        }
        Settings.Builder said = Settings.builder("").put("--last", last, "");
        if (!step.isEmpty()) {
            said.put("--step", step, "");
        }
        Settings settings = said.build();
        Duration time = settings.duration("--last", Duration.ofDays(1), LAST_MAX);
        Step length = settings.choice("--step", suiting(time));
        return new TrendQuery(what.get(0), labels, nowMillis - time.toMillis(), nowMillis + 1, length);
    }

    private static Step suiting(Duration time) {
        if (time.compareTo(MINUTES_MAX) <= 0) {
            return Step.MINUTE;
        }
        return time.compareTo(HOURS_MAX) <= 0 ? Step.HOUR : Step.DAY;
    }

    /** With the labels that were left out, where only one series has those that were said. */
    TrendQuery completed(List<Series> all) {
        List<Series> fitting = all.stream()
                .filter(one ->
                        one.name().equals(name) && one.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
        if (fitting.size() < 2 || fitting.stream().anyMatch(one -> one.labels().equals(labels))) {
            return fitting.size() == 1
                    ? new TrendQuery(name, fitting.get(0).labels(), fromMillis, toMillis, step)
                    : this;
        }
        String some = fitting.stream()
                .limit(NAMED_MAX)
                .map(one -> text("", one.labels()))
                .collect(Collectors.joining(", "));
        throw Refusal.request("which of " + fitting.size() + " series '" + name + "'? Their labels are " + some
                + (fitting.size() > NAMED_MAX ? ", …" : "") + "; say them as label=value");
    }

    /** Whether its points are growth, as the names of counts end. */
    boolean grows() {
        return name.matches(".*_(total|count|sum|bucket)");
    }

    /** As Prometheus writes a series. */
    static String text(String name, Map<String, String> labels) {
        return name
                + (labels.isEmpty()
                        ? ""
                        : new TreeMap<>(labels)
                                .entrySet().stream()
                                        .map(label -> label.getKey() + "=" + label.getValue())
                                        .collect(Collectors.joining(", ", "{", "}")));
    }
}
