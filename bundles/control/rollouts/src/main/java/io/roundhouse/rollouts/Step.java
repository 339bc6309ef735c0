package io.roundhouse.rollouts;

import io.roundhouse.api.config.Settings;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One step of a rollout.
 *
 * @param percent of the requests: that the canary watches, or that it answers; 0 for the others
 * @param time how long at least; zero for one that waits for a person
 */
record Step(Kind kind, double percent, Duration time) {
    /** Before the first: the canary is loaded and gets nothing. */
    static final Step LOADING = new Step(Kind.PAUSE, 0, Duration.ZERO);

    private static final Duration TIME_MAX = Duration.ofDays(30);

    /** What the arms do meanwhile. */
    enum Kind {
        /** The canary gets a share of the live arm's requests, and nobody waits for its answers. */
        SHADOW,
        /** The canary answers a share of the requests. */
        WEIGHT,
        /** As in the step before. */
        PAUSE,
        /** As in the step before, until a person says so. */
        APPROVE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the arms change, so that a judge begins anew. */
        boolean isTrial() {
            return this == SHADOW || this == WEIGHT;
        }
    }

    static Step read(Settings step) {
        step.allow("shadow", "weight", "pause", "approve", "for");
        List<Kind> kinds = List.of(Kind.values()).stream()
                .filter(kind -> step.has(kind.word()))
                .toList();
        if (kinds.size() != 1) {
            throw step.invalid(
                    kinds.isEmpty() ? "for" : kinds.get(1).word(),
                    "a step has exactly one of [shadow, weight, pause, approve], found " + step.keys(),
                    null);
        }
        Kind kind = kinds.get(0);
        return switch (kind) {
            case SHADOW -> new Step(kind, percent(step, kind, 100), time(step, "for"));
            case WEIGHT -> new Step(kind, percent(step, kind, 99), time(step, "for"));
            case PAUSE -> new Step(kind, 0, time(without(step), "pause"));
            case APPROVE -> approve(without(step));
        };
    }

    private static Settings without(Settings step) {
        if (step.has("for")) {
            throw step.invalid("for", "belongs to steps with shadow or weight: write 'pause: 10m'", null);
        }
        return step;
    }

    private static Step approve(Settings step) {
        if (!step.flag("approve", true)) {
            throw step.invalid("approve", "must be true, or the step be left out", null);
        }
        return new Step(Kind.APPROVE, 0, Duration.ZERO);
    }

    private static double percent(Settings step, Kind kind, double max) {
        double percent = step.number(kind.word(), 0, 0, max);
        if (percent <= 0) {
            throw step.invalid(kind.word(), "must be above 0 and at most " + (int) max + " percent", null);
        }
        return percent;
    }

    private static Duration time(Settings step, String key) {
        if (!step.has(key)) {
            throw step.invalid(key, "is missing: how long the step lasts at least, like 10m", null);
        }
        Duration time = step.duration(key, Duration.ZERO, TIME_MAX);
        if (time.isZero()) {
            throw step.invalid(key, "must be above 0, was '" + step.text(key) + "'; leave the step out instead", null);
        }
        return time;
    }

    /** For a person. */
    String doing() {
        String share = new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(percent) + " %";
        return switch (kind) {
            case SHADOW -> "the canary watches " + share + " of the requests for " + readable(time);
            case WEIGHT -> "the canary answers " + share + " of the requests for " + readable(time);
            case PAUSE -> "nothing changes for " + readable(time);
            case APPROVE -> "waits for a person: resume, promote or abort";
        };
    }

    static String readable(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 1) {
            return time.toMillis() + " ms";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
