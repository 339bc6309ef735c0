package io.roundhouse.rollouts;

import io.roundhouse.api.config.Settings;
import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Rollouts.Outcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code rollout} of {@code model.yaml}.
 *
 * @param auto whether a new version begins by itself
 * @param alpha chance of a wrong roll-back, and of a wrong promotion, over the whole rollout
 * @param timeLimit after which {@code otherwise} is done when nothing is established
 */
record Plan(
        boolean auto, List<Step> steps, List<Watched> guards, double alpha, Duration timeLimit, Otherwise otherwise) {
    static final int STEPS_MAX = 32;
    static final int GUARDS_MAX = 32;
    private static final Duration LIMIT_MAX = Duration.ofDays(90);

    /** Who begins a rollout. */
    private enum Start {
        AUTO,
        MANUAL
    }

    /** What is done at the time limit. */
    enum Otherwise {
        ROLL_BACK,
        PROMOTE,
        /** For a person. */
        WAIT;

        Optional<Outcome> outcome() {
            return switch (this) {
                case ROLL_BACK -> Optional.of(Outcome.ROLLED_BACK);
                case PROMOTE -> Optional.of(Outcome.PROMOTED);
                case WAIT -> Optional.empty();
            };
        }
    }

    static Plan read(Settings section) {
        section.allow("start", "steps", "guards", "alpha", "time_limit", "otherwise");
        List<Step> steps = section.sections("steps").stream().map(Step::read).toList();
        List<Watched> guards =
                section.sections("guards").stream().map(Watched::read).toList();
        steps = steps.isEmpty() ? standardSteps() : steps;
        guards = guards.isEmpty() ? standardGuards() : guards;
        double alpha = section.number("alpha", 0.05, 1e-6, 0.5);
        Duration limit = section.duration("time_limit", Duration.ofHours(24), LIMIT_MAX);
        Plan plan = new Plan(
                section.choice("start", Start.AUTO) == Start.AUTO,
                steps,
                guards,
                alpha,
                limit,
                section.choice("otherwise", Otherwise.ROLL_BACK));
        plan.check(section);
        return plan;
    }

    private static List<Step> standardSteps() {
        return List.of(
                new Step(Step.Kind.SHADOW, 100, Duration.ofMinutes(5)),
                new Step(Step.Kind.WEIGHT, 5, Duration.ofMinutes(10)),
                new Step(Step.Kind.WEIGHT, 50, Duration.ofMinutes(10)));
    }

    private static List<Watched> standardGuards() {
        return List.of(
                new Watched(new Guard.Mean("errors", Guard.Better.LOWER, 0, 1, 0.01, 1, 50), Watched.Source.ERRORS, 0),
                new Watched(new Guard.Quantile("latency-p50", 0.5, 0.25, 1, 200), Watched.Source.LATENCY, 0));
    }

    private void check(Settings section) {
        require(steps.size() <= STEPS_MAX, section, "steps", "has " + steps.size() + " steps, at most " + STEPS_MAX);
        require(guards.size() <= GUARDS_MAX, section, "guards", "has " + guards.size() + ", at most " + GUARDS_MAX);
        require(steps.get(0).kind().isTrial(), section, "steps", "must begin with a step with shadow or weight");
        Duration least = steps.stream().map(Step::time).reduce(Duration.ZERO, Duration::plus);
        require(
                least.compareTo(timeLimit) <= 0,
                section,
                "time_limit",
                "of " + Step.readable(timeLimit) + " is shorter than all steps together, " + Step.readable(least));
        Set<String> names = new HashSet<>();
        for (Watched watched : guards) {
            String name = watched.guard().name();
            require(names.add(name), section, "guards", "has '" + name + "' twice");
            require(
                    steps.stream()
                            .anyMatch(step ->
                                    step.kind().isTrial() && watched.source().isFrom(step.kind())),
                    section,
                    "guards",
                    "has '" + name + "', but no step gives values for it: it needs a step with "
                            + (watched.source().isFrom(Step.Kind.SHADOW) ? "shadow" : "weight"));
        }
    }

    private static void require(boolean right, Settings section, String key, String otherwise) {
        if (!right) {
            throw section.invalid(key, otherwise, null);
        }
    }

    /** The step whose arms are in force at that one: itself, or the last before it that changes them. */
    int trialStep(int step) {
        int index = step;
        while (index > 0 && !steps.get(index).kind().isTrial()) {
            index--;
        }
        return index;
    }

    /** The guards that have values at that step. */
    List<Watched> guards(int step) {
        Step.Kind kind = steps.get(trialStep(step)).kind();
        return guards.stream().filter(watched -> watched.source().isFrom(kind)).toList();
    }

    /** What comes when the time of a step is over. */
    enum Next {
        /** Something that only this step sees is not established yet. */
        STAY,
        NEXT_STEP,
        PROMOTE
    }

    /** What comes after that step, when these guards are established. */
    Next next(int step, Set<String> established) {
        boolean last = step == steps.size() - 1;
        boolean enough = guards.stream()
                .filter(watched -> last || !isWatchedAfter(step, watched))
                .allMatch(watched -> established.contains(watched.guard().name()));
        return !enough ? Next.STAY : last ? Next.PROMOTE : Next.NEXT_STEP;
    }

    /** Whether a later step gives values for it, too. */
    private boolean isWatchedAfter(int step, Watched watched) {
        return steps.stream()
                .skip(step + 1L)
                .anyMatch(later -> later.kind().isTrial() && watched.source().isFrom(later.kind()));
    }

    /** Alpha is divided among the steps that are judged, as each has a judge of its own. */
    double alphaOfOne() {
        return alpha / steps.stream().filter(step -> step.kind().isTrial()).count();
    }
}
