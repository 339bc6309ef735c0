package io.roundhouse.rollouts;

import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Guard.Better;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The canary of an engine, as a person ordered it.
 *
 * @param from the version that answers
 * @param models those that take part
 * @param shadowPercent how many of 100 requests it watches
 * @param tolerance the relative difference from which a pair counts; 0: none does
 * @param auto whether it takes over by itself
 */
record Order(
        String engine,
        String version,
        String from,
        List<String> models,
        double shadowPercent,
        double tolerance,
        boolean auto,
        long sinceMillis) {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofHours(24);

    Order {
        models = List.copyOf(models);
    }

    /** The range that asks for exactly this version. */
    String range() {
        return "[" + version + "," + version + "]";
    }

    /**
     * The way of each model: it watches until all is established, then waits for the others. An engine must give the same
     * decisions: of a hundred labels less than one may be another, where a model has labels; and where a tolerance is said,
     * of a thousand answers less than two may be further apart.
     */
    Plan plan() {
        List<Step> steps =
                List.of(new Step(Step.Kind.SHADOW, shadowPercent, STEP), new Step(Step.Kind.APPROVE, 0, Duration.ZERO));
        List<Watched> guards = new ArrayList<>(List.of(
                new Watched(new Guard.Mean("errors", Better.LOWER, 0, 1, 0.01, 1, 50), Watched.Source.ERRORS, 0),
                new Watched(
                        new Guard.Limit("label-flips", Better.LOWER, 0, 1, 0.01, 1, 50), Watched.Source.FLIPS, 0, true),
                new Watched(new Guard.Quantile("latency-p50", 0.5, 0.5, 1, 200), Watched.Source.LATENCY, 0)));
        if (tolerance > 0) {
            Guard difference = new Guard.Limit("difference", Better.LOWER, 0, 1, 0.002, 1, 50);
            guards.add(new Watched(difference, Watched.Source.DIFFERENCE, tolerance));
        }
        return new Plan(false, steps, guards, 0.05, LIMIT, auto ? Plan.Otherwise.ROLL_BACK : Plan.Otherwise.WAIT);
    }
}
