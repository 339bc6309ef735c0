package io.roundhouse.rollouts;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Guard.Better;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A guard, and where its values come from.
 *
 * @param tolerance for differences: relative, beyond which a pair counts
 * @param optional that it need not be established while it has no values: labels of a model that has none
 */
record Watched(Guard guard, Source source, double tolerance, boolean optional) {
    /** One that must be established. */
    Watched(Guard guard, Source source, double tolerance) {
        this(guard, source, tolerance, false);
    }

    private static final List<String> METRICS =
            List.of("errors", "latency-p50", "latency-p99", "label-flips", "difference", "accuracy", "brier", "reward");
    private static final Pattern LATENCY = Pattern.compile("latency-p(\\d{1,2}(?:\\.\\d{1,2})?)");
    private static final double WEIGHT_MAX = 1000;
    private static final int COUNT_MAX = 100_000_000;

    /** What gives values. */
    enum Source {
        ERRORS(true, true),
        LATENCY(true, true),
        FLIPS(true, false),
        DIFFERENCE(true, false),
        ACCURACY(true, true),
        BRIER(true, true),
        /** Only an arm that answers earns one. */
        REWARD(false, true);

        private final boolean whileShadowing;
        private final boolean whileAnswering;

        Source(boolean whileShadowing, boolean whileAnswering) {
            this.whileShadowing = whileShadowing;
            this.whileAnswering = whileAnswering;
        }

        /** Whether such a step gives values. */
        boolean isFrom(Step.Kind kind) {
            return kind == Step.Kind.SHADOW ? whileShadowing : whileAnswering;
        }

        boolean needsFeedback() {
            return this == ACCURACY || this == BRIER || this == REWARD;
        }
    }

    static Watched read(Settings guard) {
        guard.allow("metric", "margin", "limit", "tolerance", "weight", "requests_min");
        String metric = guard.text("metric");
        double weight = guard.number("weight", 1, 0.001, WEIGHT_MAX);
        Matcher latency = LATENCY.matcher(metric);
        if (latency.matches()) {
            double quantile = Double.parseDouble(latency.group(1)) / 100;
            double margin = margin(guard, "margin", "limit", 10);
            try {
                return new Watched(
                        new Guard.Quantile(metric, quantile, margin, weight, count(guard, 200)), Source.LATENCY, 0);
            } catch (IllegalArgumentException e) {
                throw guard.invalid("metric", e.getMessage() == null ? metric : e.getMessage(), e);
            }
        }
        return switch (metric) {
            case "errors" -> mean(guard, metric, Better.LOWER, weight, Source.ERRORS);
            case "accuracy" -> mean(guard, metric, Better.HIGHER, weight, Source.ACCURACY);
            case "brier" -> mean(guard, metric, Better.LOWER, weight, Source.BRIER);
            case "reward" -> mean(guard, metric, Better.HIGHER, weight, Source.REWARD);
            case "label-flips" -> limit(guard, metric, weight, Source.FLIPS, 0);
            case "difference" -> limit(guard, metric, weight, Source.DIFFERENCE, tolerance(guard));
            default ->
                throw guard.invalid(
                        "metric",
                        "'" + metric + "' is no metric" + io.roundhouse.api.config.Nearest.suggestion(metric, METRICS),
                        null);
        };
    }

    private static Watched mean(Settings guard, String metric, Better better, double weight, Source source) {
        double margin = margin(guard, "margin", "limit", 0.999);
        return new Watched(new Guard.Mean(metric, better, 0, 1, margin, weight, count(guard, 50)), source, 0);
    }

    private static Watched limit(Settings guard, String metric, double weight, Source source, double tolerance) {
        double limit = margin(guard, "limit", "margin", 0.999);
        if (limit == 0) {
            throw guard.invalid("limit", "must be above 0: no number of requests proves that it never happens", null);
        }
        return new Watched(
                new Guard.Limit(metric, Better.LOWER, 0, 1, limit, weight, count(guard, 50)), source, tolerance);
    }

    private static double tolerance(Settings guard) {
        if (!guard.has("tolerance")) {
            throw guard.invalid(
                    "tolerance", "is missing: the relative difference from which a pair counts, like 1e-4", null);
        }
        return guard.number("tolerance", 0, 0, 1e6);
    }

    private static double margin(Settings guard, String key, String other, double max) {
        if (guard.has(other)) {
            throw guard.invalid(other, "is not for " + guard.text("metric") + "; write '" + key + "'", null);
        }
        if (!guard.has(key)) {
            throw guard.invalid(key, "is missing for " + guard.text("metric") + ", like 0.01", null);
        }
        return guard.number(key, 0, 0, max);
    }

    private static long count(Settings guard, long otherwise) {
        return guard.integer("requests_min", otherwise, 1, COUNT_MAX);
    }
}
