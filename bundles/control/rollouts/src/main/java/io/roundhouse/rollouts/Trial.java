package io.roundhouse.rollouts;

import io.roundhouse.server.control.FeedbackListener.Joined;
import io.roundhouse.server.control.FeedbackListener.Outcome;
import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Judge;
import io.roundhouse.server.control.Judges;
import io.roundhouse.server.control.PairListener.Pair;
import io.roundhouse.server.control.Verdict;
import io.roundhouse.server.control.Verdict.Decision;
import io.roundhouse.server.control.Verdict.Standing;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The judge of one step and the guards that have values there. While the canary only watches, requests come in pairs, and
 * times are the engine's own: a watching arm waits longer by design. While it answers, each request is one arm's, and its
 * time is what the client saw. One thread at a time.
 */
final class Trial {
    private final List<Watched> guards;
    private final Judge judge;
    private final boolean pairs;

    private Trial(List<Watched> guards, Judge judge, boolean pairs) {
        this.guards = guards;
        this.judge = judge;
        this.pairs = pairs;
    }

    /** A trial that goes on where the saved one was; anew where nothing, or nothing fitting, was saved. */
    static Trial of(Plan plan, int step, Judges judges, String saved) {
        List<Watched> guards = plan.guards(step);
        List<Guard> plain = guards.stream().map(Watched::guard).toList();
        Step.Kind kind = plan.steps().get(plan.trialStep(step)).kind();
        return new Trial(guards, judge(plain, plan.alphaOfOne(), judges, saved), kind == Step.Kind.SHADOW);
    }

    private static Judge judge(List<Guard> guards, double alpha, Judges judges, String saved) {
        if (!saved.isEmpty()) {
            try {
                return judges.restore(guards, alpha, saved);
            } catch (
                    IllegalArgumentException e) { // the section was edited meanwhile: nothing is known for these guards
                return judges.create(guards, alpha);
            }
        }
        return judges.create(guards, alpha);
    }

    void take(Seen seen) {
        for (int i = 0; i < guards.size(); i++) {
            if (seen instanceof Seen.Answer answer && !pairs) {
                take(i, guards.get(i), answer);
            } else if (seen instanceof Seen.Both both && pairs) {
                take(i, guards.get(i), both.pair());
            } else if (seen instanceof Seen.Worth worth) {
                take(i, guards.get(i), worth.joined());
            }
        }
    }

    private void take(int index, Watched watched, Seen.Answer answer) {
        switch (watched.source()) {
            case ERRORS -> one(index, answer.canary(), answer.failed() ? 1 : 0);
            case LATENCY -> {
                if (!answer.failed()) {
                    one(index, answer.canary(), (double) answer.totalNanos());
                }
            }
            default -> {} // has no values in single answers
        }
    }

    private void take(int index, Watched watched, Pair pair) {
        boolean both = !pair.liveFailed() && !pair.watchingFailed();
        switch (watched.source()) {
            case ERRORS -> judge.pair(index, pair.liveFailed() ? 1 : 0, pair.watchingFailed() ? 1 : 0);
            case LATENCY -> {
                if (both) {
                    judge.pair(index, (double) pair.liveComputeNanos(), (double) pair.watchingComputeNanos());
                }
            }
            case FLIPS -> {
                if (pair.labelRows() > 0) {
                    judge.canary(index, (double) pair.labelFlips() / pair.labelRows());
                }
            }
            case DIFFERENCE -> {
                if (both) {
                    judge.canary(index, pair.relativeMax() > watched.tolerance() ? 1 : 0);
                }
            }
            default -> {} // comes with feedback
        }
    }

    private void take(int index, Watched watched, Joined joined) {
        switch (watched.source()) {
            case ACCURACY -> worth(index, joined, Outcome::correct);
            case BRIER -> worth(index, joined, Outcome::brier);
            case REWARD -> worth(index, joined, outcome -> outcome.reward().orElse(Double.NaN));
            default -> {} // comes with answers
        }
    }

    /** Both arms' outcomes of one request are a pair; what was told before is not taken again. */
    private void worth(int index, Joined joined, ToDoubleFunction<Outcome> value) {
        double live = Double.NaN;
        double canary = Double.NaN;
        for (int i = joined.told(); i < joined.outcomes().size(); i++) {
            Outcome outcome = joined.outcomes().get(i);
            String arm = outcome.servedBy().arm();
            live = arm.equals(Shaping.STABLE) ? value.applyAsDouble(outcome) : live;
            canary = arm.equals(Shaping.CANARY) ? value.applyAsDouble(outcome) : canary;
        }
        if (!Double.isNaN(live) && !Double.isNaN(canary)) {
            judge.pair(index, live, canary);
        } else if (!Double.isNaN(live)) {
            judge.live(index, live);
        } else if (!Double.isNaN(canary)) {
            judge.canary(index, canary);
        }
    }

    private void one(int index, boolean canary, double value) {
        if (canary) {
            judge.canary(index, value);
        } else {
            judge.live(index, value);
        }
    }

    Decision decision() {
        return judge.decision();
    }

    Verdict verdict() {
        return judge.verdict();
    }

    /** The names of the guards that are established to be within their margins. */
    Set<String> harmless() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < guards.size(); i++) {
            if (judge.standing(i) == Standing.HARMLESS) {
                names.add(guards.get(i).guard().name());
            }
        }
        return names;
    }

    /** Whether that guard has had no value yet. */
    boolean hasNothing(Watched watched) {
        return judge.canaryCount(guards.indexOf(watched)) == 0;
    }

    String save() {
        return judge.save();
    }
}
