package io.roundhouse.benchmarks;

import io.roundhouse.judge.JudgeComponent;
import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Judge;
import io.roundhouse.server.control.Verdict.Decision;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Many simulated rollouts of one kind, each judged after every request by the judge and, on the same requests, by two
 * Mann-Whitney tests (times, errors). The seed of a rollout is its number.
 *
 * @param world what the two arms do
 * @param share of the requests that the canary answers alone; 1 if both arms answer every request
 * @param guards errors, p50, p99 in this order, and flips if there are pairs
 * @param requests after which a rollout ends
 * @param ahead whether it ends before, when both kinds of judge have decided something
 */
record Rollouts(World world, double share, List<Guard> guards, double alpha, int count, int requests, boolean ahead) {
    static final int NEVER = Integer.MAX_VALUE;

    /** Values of each arm before Mann-Whitney is asked: its normal approximation is bad before. */
    private static final int RANKED_MIN = 50;

    private static final double TYPICAL_MILLIS = 10;
    private static final double SPREAD = 0.3;

    /**
     * How the arms behave.
     *
     * @param liveErrors the live arm's error rate
     * @param slowdown what the canary's times are multiplied by
     * @param flips the share of pairs whose labels differ
     */
    record World(double liveErrors, double canaryErrors, double slowdown, double flips) {}

    /** The requests after which something happened to a rollout first, or {@link #NEVER}. */
    static final class First {
        private int rolledBack = NEVER;
        private int promoted = NEVER;
        private int timesFailed = NEVER; // by Mann-Whitney
        private int errorsFailed = NEVER;

        int rolledBack() {
            return rolledBack;
        }

        int promoted() {
            return promoted;
        }

        int timesFailed() {
            return timesFailed;
        }

        int errorsFailed() {
            return errorsFailed;
        }

        int eitherFailed() {
            return Math.min(timesFailed, errorsFailed);
        }

        boolean isDecided() {
            return Math.min(rolledBack, promoted) != NEVER && eitherFailed() != NEVER;
        }

        void note(int request, Decision decision, boolean timesFail, boolean errorsFail) {
            rolledBack = decision == Decision.ROLL_BACK ? Math.min(rolledBack, request) : rolledBack;
            promoted = decision == Decision.PROMOTE ? Math.min(promoted, request) : promoted;
            timesFailed = timesFail ? Math.min(timesFailed, request) : timesFailed;
            errorsFailed = errorsFail ? Math.min(errorsFailed, request) : errorsFailed;
        }
    }

    /** What happened to all of them. */
    record Outcome(List<First> rollouts) {
        double percent(ToIntFunction<First> event) {
            return 100.0 * sorted(event).filter(at -> at != NEVER).count() / rollouts.size();
        }

        int quantile(ToIntFunction<First> event, double q) {
            return sorted(event).toArray()[(int) Math.ceil(q * rollouts.size()) - 1];
        }

        private IntStream sorted(ToIntFunction<First> event) {
            return rollouts.stream().mapToInt(event).sorted();
        }
    }

    Outcome run() {
        return new Outcome(
                IntStream.range(0, count).parallel().mapToObj(this::rollout).toList());
    }

    private First rollout(int number) {
        SplittableRandom random = new SplittableRandom(number);
        Judge judge = new JudgeComponent().create(guards, alpha);
        MannWhitney times = new MannWhitney();
        MannWhitney errors = new MannWhitney();
        First first = new First();
        for (int request = 1; request <= requests && !(ahead && first.isDecided()); request++) {
            feed(random, judge, times, errors);
            first.note(request, judge.decision(), times.fails(RANKED_MIN), errors.fails(RANKED_MIN));
        }
        return first;
    }

    private void feed(SplittableRandom random, Judge judge, MannWhitney times, MannWhitney errors) {
        boolean pair = share == 1;
        boolean toCanary = pair || random.nextDouble() < share;
        double liveError = coin(random, world.liveErrors);
        double canaryError = coin(random, world.canaryErrors);
        double liveTime = time(random);
        double canaryTime = time(random) * world.slowdown;
        if (pair) {
            judge.pair(0, liveError, canaryError);
            judge.pair(1, liveTime, canaryTime);
            judge.pair(2, liveTime, canaryTime);
            judge.canary(3, coin(random, world.flips));
        } else if (toCanary) {
            judge.canary(0, canaryError);
            judge.canary(1, canaryTime);
            judge.canary(2, canaryTime);
        } else {
            judge.live(0, liveError);
            judge.live(1, liveTime);
            judge.live(2, liveTime);
        }
        if (pair || !toCanary) {
            times.live(liveTime);
            errors.live(1 + liveError);
        }
        if (toCanary) {
            times.canary(canaryTime);
            errors.canary(1 + canaryError);
        }
    }

    private static double coin(SplittableRandom random, double chance) {
        return random.nextDouble() < chance ? 1 : 0;
    }

    private static double time(SplittableRandom random) {
        return TYPICAL_MILLIS * Math.exp(SPREAD * random.nextGaussian());
    }
}
