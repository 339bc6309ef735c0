package io.roundhouse.rollouts;

import io.roundhouse.server.control.Rollouts.Outcome;
import io.roundhouse.server.control.Rollouts.Past;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of one model; replaced whole and written before it is acted upon.
 *
 * @param stable the version that is live; empty before the model was ever seen
 * @param rejected rolled back, and not tried again by itself, latest first
 * @param history what ended, latest first
 */
record CourseState(String model, String stable, Optional<Going> going, List<Canary> rejected, List<Past> history) {
    static final int REJECTED_MAX = 32;
    static final int HISTORY_MAX = 32;

    CourseState {
        rejected = rejected.stream().limit(REJECTED_MAX).toList();
        history = history.stream().limit(HISTORY_MAX).toList();
    }

    static CourseState unknown(String model) {
        return new CourseState(model, "", Optional.empty(), List.of(), List.of());
    }

    /** The file decides again; what ended is still told. */
    CourseState withoutSection() {
        return new CourseState(model, "", going, List.of(), history);
    }

    CourseState with(String version) {
        return new CourseState(model, version, going, rejected, history);
    }

    CourseState with(Going next) {
        return new CourseState(model, stable, Optional.of(next), rejected, history);
    }

    /** What is on its way is there no more. An engine is not remembered: whoever adds it again is a person. */
    CourseState ended(Going over, Outcome outcome, String by, String reason, long now) {
        Canary canary = over.canary();
        Past past = new Past(stable, canary.text(), outcome, by, reason, over.sinceMillis(), now);
        List<Past> all = before(past, history);
        if (canary.isEngine()) {
            return new CourseState(model, stable, Optional.empty(), rejected, all);
        }
        return outcome == Outcome.PROMOTED
                ? new CourseState(model, canary.version(), Optional.empty(), without(canary), all)
                : new CourseState(model, stable, Optional.empty(), before(canary, rejected), all);
    }

    private List<Canary> without(Canary canary) {
        return rejected.stream().filter(other -> !other.equals(canary)).toList();
    }

    boolean isRejected(Canary canary) {
        return rejected.contains(canary);
    }

    private static <T> List<T> before(T first, List<T> rest) {
        List<T> all = new ArrayList<>(List.of(first));
        rest.stream().filter(other -> !other.equals(first)).forEach(all::add);
        return all;
    }
}
