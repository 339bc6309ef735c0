package io.roundhouse.alerts;

import io.roundhouse.alerts.Rule.Threshold;
import io.roundhouse.api.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An objective: of so many requests so few may be bad, within the window. Its alerts are those of Google's SRE workbook,
 * chapter 5, "multiwindow, multi-burn-rate alerts": they fire when the budget of bad requests is used up many times faster
 * than it may be, over a long window that says it matters and a short one that says it is still going on.
 *
 * @param budget the share of requests that may be bad: 0.001 for an objective of 99.9 %
 * @param latencySeconds slower answers are bad; null where failures are
 * @param requestsMin with fewer in the long window nothing is said
 */
record Slo(
        String name,
        double budget,
        Duration window,
        @Nullable Double latencySeconds,
        Map<String, LabelMatch> where,
        List<String> by,
        double requestsMin,
        List<Action> actions,
        Settings written) {
    static final String ANSWERED = "roundhouse_inference_duration_seconds_count";
    static final String BUCKETS = "roundhouse_inference_duration_seconds_bucket";
    static final String FAILED = "roundhouse_inference_failures_total";

    /** Part of the budget, within the long window; as the workbook recommends for a window of 30 days. */
    static final List<Burn> BURNS = List.of(
            new Burn(0.02, Duration.ofHours(1), Duration.ofMinutes(5), "page"),
            new Burn(0.05, Duration.ofHours(6), Duration.ofMinutes(30), "page"),
            new Burn(0.10, Duration.ofDays(3), Duration.ofHours(6), "ticket"));

    Slo {
        where = Map.copyOf(where);
        by = List.copyOf(by);
        actions = List.copyOf(actions);
    }

    /**
     * One alert of an objective.
     *
     * @param part of the budget that is used up when it fires after the long window
     */
    record Burn(double part, Duration longWindow, Duration shortWindow, String severity) {
        /** How many times faster than it may be: 14.4, 6 and 1 of 30 days. */
        double factor(Duration window) {
            return part * window.toMillis() / longWindow.toMillis();
        }
    }

    static Slo read(Settings slo) {
        slo.allow("name", "objective", "window", "latency", "where", "by", "requests_min", "actions");
        slo.text("objective");
        double percent = slo.number("objective", 0, 0, 100);
        if (percent < 50 || percent > 99.9999) {
            throw slo.invalid("objective", "must be 50 to 99.9999 percent, was " + percent, null);
        }
        Duration window = slo.duration("window", Duration.ofDays(30), Duration.ofDays(90));
        if (window.compareTo(Duration.ofDays(7)) < 0) {
            throw slo.invalid("window", "must be 7d to 90d; alerts look back 3 days", null);
        }
        return new Slo(
                RuleReader.name(slo, "name"),
                1 - percent / 100,
                window,
                slo.has("latency") ? seconds(slo) : null,
                LabelMatch.read(slo.section("where")),
                slo.has("by") ? slo.texts("by") : List.of("model"),
                slo.number("requests_min", 0, 0, 1e12),
                Action.read(slo),
                slo);
    }

    private static double seconds(Settings slo) {
        double seconds =
                slo.duration("latency", Duration.ZERO, Duration.ofMinutes(1)).toNanos() / 1e9;
        if (seconds <= 0) {
            throw slo.invalid("latency", "must be above 0, like 100ms", null);
        }
        return seconds;
    }

    Selector selector(String metric) {
        return new Selector(metric, where);
    }

    /** Its three rules, in the order of {@link #BURNS}. */
    List<Rule> rules() {
        return BURNS.stream().map(this::rule).toList();
    }

    private Rule rule(Burn burn) {
        String longWindow = RuleReader.span(burn.longWindow());
        double factor = burn.factor(window);
        String bad = latencySeconds == null ? "failed" : "slower than " + Rule.number(latencySeconds * 1000) + " ms";
        return new Rule(
                name + "-" + longWindow,
                burn.severity(),
                "requests " + bad + ", budget " + Rule.number(budget * 100) + " % of " + RuleReader.span(window)
                        + ", used up over " + longWindow + " and " + RuleReader.span(burn.shortWindow()) + " > "
                        + Rule.number(factor) + " times as fast as it may be",
                new Threshold(true, factor),
                Duration.ZERO,
                Duration.ZERO,
                "{" + (by.isEmpty() ? "slo" : by.get(0)) + "}: " + name
                        + ": the budget of requests that are " + bad
                        + " is used up {value} times as fast as it may be, over "
                        + longWindow,
                actions,
                written);
    }
}
