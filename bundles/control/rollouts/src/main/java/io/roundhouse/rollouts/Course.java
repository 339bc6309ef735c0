package io.roundhouse.rollouts;

import io.roundhouse.server.control.Judges;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.Rollouts.Outcome;
import io.roundhouse.server.control.Rollouts.State;
import io.roundhouse.server.control.Verdict;
import io.roundhouse.server.control.Verdict.Decision;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of one model's canary: load, then step by step, then promoted or taken away. Everything that changes goes through
 * {@link #become}: written down first, then in force, so that whoever reads it after a restart goes on from there, and never
 * from a half. Guarded by itself; nothing here blocks but the memory.
 */
final class Course {
    private final Memory memory;
    private final Runnable reshape;
    private final Hearing hearing;

    private CourseState state;
    private @Nullable ModelDefinition definition;
    private @Nullable Plan plan; // of the section
    private @Nullable Plan enginePlan; // of a canary that is another engine

    Course(CourseState state, Judges judges, Memory memory, Runnable reshape) {
        this.state = state;
        this.hearing = new Hearing(judges);
        this.memory = memory;
        this.reshape = reshape;
    }

    synchronized CourseState state() {
        return state;
    }

    /** The one in force; none while the model is away, or nothing is declared and nothing goes on. */
    synchronized @Nullable Plan plan() {
        boolean engine =
                state.going().filter(going -> going.canary().isEngine()).isPresent();
        return definition == null ? null : engine ? enginePlan : plan;
    }

    /** The one in force; there is one as soon as there is a plan. */
    synchronized ModelDefinition definition() {
        return Objects.requireNonNull(definition, "no definition of this model was seen yet");
    }

    /** What the judge says now; empty while nothing is on its way. */
    synchronized Optional<Verdict> verdict() {
        return Optional.ofNullable(underWay()).map(going -> current(going).verdict());
    }

    /**
     * The files as they are now; answers with what is to be served of them.
     *
     * @param wanted the section; null where there is none, and the file decides
     */
    synchronized ModelDefinition shape(ModelDefinition found, @Nullable Plan wanted, long now) {
        definition = found;
        if (!Objects.equals(wanted, plan)) {
            plan = wanted;
            hearing.end();
        }
        Versions versions = new Versions(found);
        state.going().ifPresent(going -> lookAfter(going, versions, now));
        if (wanted == null && !state.stable().isEmpty()) {
            become(state.withoutSection());
        }
        if (wanted != null && !versions.has(state.stable())) {
            become(state.with(versions.newest(state)));
        }
        Going going = state.going().orElse(null);
        return Shaping.of(found, wanted != null, state, going == null ? Step.LOADING : step(going));
    }

    /** The step whose arms are in force. */
    private Step step(Going going) {
        return going.state() == State.LOADING
                ? Step.LOADING
                : requirePlan().steps().get(requirePlan().trialStep(at(going)));
    }

    /** The model is gone; what is remembered stays. */
    synchronized void leave() {
        definition = null;
        plan = null;
        hearing.end();
    }

    /** A canary or a live version whose files went away or became others ends it. */
    private void lookAfter(Going going, Versions versions, long now) {
        Canary canary = going.canary();
        if (plan() == null) {
            end(Outcome.ROLLED_BACK, "server", "nobody declares a rollout of " + canary.text() + " any more", now);
        } else if (!versions.has(canary)) {
            end(Outcome.ROLLED_BACK, "server", "the files of " + canary.text() + " were changed or taken away", now);
        } else if (!canary.isEngine() && !versions.has(state.stable())) {
            end(Outcome.PROMOTED, "server", "version " + state.stable() + " was taken away", now);
        }
    }

    /** An edit of the section may have left fewer steps. */
    private int at(Going going) {
        return Math.min(going.step(), requirePlan().steps().size() - 1);
    }

    /** The next canary by itself, where that is wanted and there is one. */
    synchronized void beginIfNew(long now) {
        if (plan != null && definition != null && state.going().isEmpty() && plan.auto()) {
            new Versions(definition).next(state).ifPresent(canary -> begin(canary, now));
        }
    }

    /** From now on, and after a restart, a canary that is another engine goes that way. */
    synchronized void plan(Plan ofEngine) {
        enginePlan = ofEngine;
    }

    synchronized void begin(Canary canary, long now) {
        become(state.with(Going.begin(canary, now)));
        hearing.end();
        reshape.run();
    }

    /** What the lifecycle says of the canary's arm while it is being loaded. */
    synchronized void loaded(Loaded loaded, long now) {
        Going going = state.going().orElse(null);
        if (going == null || going.state() != State.LOADING) {
            return;
        }
        if (loaded.isLive()) {
            enter(going, 0, Set.of(), now);
        } else {
            loaded.hopeless(going, now).ifPresent(reason -> end(Outcome.ROLLED_BACK, "server", reason, now));
        }
    }

    /** Looks at one more request. */
    synchronized void take(Seen seen, long now) {
        Going going = underWay();
        if (going == null || seen.isOfOtherThan(going.canary())) {
            return;
        }
        Trial current = hearing.take(requirePlan(), at(going), going, seen);
        if (current.decision() == Decision.ROLL_BACK) {
            end(Outcome.ROLLED_BACK, "judge", current.verdict().text(), now);
        }
    }

    /** Time has passed. */
    synchronized void tick(long now) {
        Going going = underWay();
        if (going == null) {
            return;
        }
        if (now - going.sinceMillis() > requirePlan().timeLimit().toMillis()) {
            timeIsUp(going, now);
        } else if (going.state() == State.RUNNING) {
            advance(going, now);
        }
        save(now);
    }

    private void timeIsUp(Going going, long now) {
        String limit = Step.readable(requirePlan().timeLimit());
        requirePlan().otherwise().outcome().ifPresent(outcome -> {
            String text = current(going).verdict().text();
            end(outcome, "time", "nothing was established within " + limit + ". " + text, now);
        });
    }

    private void advance(Going going, long now) {
        Plan steps = requirePlan();
        int step = at(going);
        if (now - going.stepMillis() < steps.steps().get(step).time().toMillis()) {
            return;
        }
        Set<String> known = hearing.established(steps, step, going);
        switch (steps.next(step, known)) {
            case STAY -> {}
            case NEXT_STEP -> enter(going, step + 1, known, now);
            case PROMOTE ->
                end(Outcome.PROMOTED, "judge", current(going).verdict().text(), now);
        }
    }

    private void enter(Going going, int step, Set<String> established, long now) {
        Step next = requirePlan().steps().get(step);
        boolean same = !next.kind().isTrial();
        State then = next.kind() == Step.Kind.APPROVE ? State.WAITING : State.RUNNING;
        become(state.with(going.at(step, then, now, established, same ? hearing.saved() : "")));
        if (!same) {
            hearing.end();
        }
        reshape.run();
    }

    synchronized void pause(long now) {
        state.going().ifPresent(going -> become(state.with(going.paused(now))));
    }

    /** Of one that is paused or waits. */
    synchronized void resume(long now) {
        Going going = state.going().orElse(null);
        if (going != null && going.state() == State.PAUSED) {
            become(state.with(going.resumed(now)));
        } else if (going != null && at(going) + 1 < requirePlan().steps().size()) {
            enter(going, at(going) + 1, hearing.established(requirePlan(), at(going), going), now);
        } else {
            end(Outcome.PROMOTED, "person", "a person approved the last step", now);
        }
    }

    synchronized void end(Outcome outcome, String by, String reason, long now) {
        Going going = state.going().orElse(null);
        if (going == null) {
            return;
        }
        become(state.ended(going, outcome, by, reason, now));
        hearing.end();
        reshape.run();
    }

    private void save(long now) {
        Going going = state.going().orElse(null);
        if (going != null && hearing.isToBeSaved(now)) {
            become(state.with(going.judged(hearing.saved())));
        }
    }

    /** What is past loading; nothing while the model is away. */
    private @Nullable Going underWay() {
        return state.going()
                .filter(going -> going.state() != State.LOADING && plan() != null)
                .orElse(null);
    }

    private Trial current(Going going) {
        return hearing.trial(requirePlan(), at(going), going);
    }

    private Plan requirePlan() {
        return Objects.requireNonNull(plan(), "no plan of this model was seen yet");
    }

    private void become(CourseState next) {
        memory.write(next);
        state = next;
    }
}
