package io.roundhouse.rollouts;

import io.roundhouse.server.control.Judges;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The trial of the step that goes on: made when it is first asked for, and kept until the step ends. Guarded by its course. */
final class Hearing {
    private static final Duration SAVE_EVERY = Duration.ofSeconds(5);

    private final Judges judges;
    private @Nullable Trial trial;
    private boolean taken; // something, since it was saved last
    private long savedMillis;

    Hearing(Judges judges) {
        this.judges = judges;
    }

    /** The trial of that step, from what was written down of it. */
    Trial trial(Plan plan, int step, Going going) {
        Trial current = trial;
        if (current == null) {
            current = Trial.of(plan, step, judges, going.judge());
            trial = current;
        }
        return current;
    }

    Trial take(Plan plan, int step, Going going, Seen seen) {
        Trial current = trial(plan, step, going);
        current.take(seen);
        taken = true;
        return current;
    }

    /** The next trial begins anew. */
    void end() {
        trial = null;
    }

    /** What earlier steps established, and of what this step sees what it says now. */
    Set<String> established(Plan plan, int step, Going going) {
        Set<String> known = new HashSet<>(going.established());
        plan.guards(step).forEach(watched -> known.remove(watched.guard().name()));
        Trial current = trial(plan, step, going);
        known.addAll(current.harmless());
        plan.guards(step).stream()
                .filter(watched -> watched.optional() && current.hasNothing(watched))
                .forEach(watched -> known.add(watched.guard().name()));
        return known;
    }

    /** All that is known, for a step that goes on with it; empty for nothing. */
    String saved() {
        Trial current = trial;
        return current == null ? "" : current.save();
    }

    /** Whether it is time to write down what is known: what is lost in between is evidence, never a decision. */
    boolean isToBeSaved(long now) {
        boolean due = trial != null && taken && now - savedMillis >= SAVE_EVERY.toMillis();
        if (due) {
            savedMillis = now;
            taken = false;
        }
        return due;
    }
}
