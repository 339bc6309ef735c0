package io.roundhouse.rollouts;

import io.roundhouse.server.control.Rollouts.State;
import java.util.Set;

/**
 * A rollout that goes on: all that a restart must not forget.
 *
 * @param step from 0
 * @param sinceMillis when it began
 * @param stepMillis when the step began, moved on by pauses
 * @param pausedMillis when it was paused; 0 while it is not
 * @param established guards that were found harmless in earlier steps
 * @param judge what the judge of the step knows; empty for nothing
 */
record Going(
        Canary canary,
        State state,
        int step,
        long sinceMillis,
        long stepMillis,
        long pausedMillis,
        Set<String> established,
        String judge) {
    Going {
        established = Set.copyOf(established);
    }

    static Going begin(Canary canary, long now) {
        return new Going(canary, State.LOADING, 0, now, now, 0, Set.of(), "");
    }

    Going at(int next, State then, long now, Set<String> harmless, String judged) {
        return new Going(canary, then, next, sinceMillis, now, 0, harmless, judged);
    }

    Going paused(long now) {
        return new Going(canary, State.PAUSED, step, sinceMillis, stepMillis, now, established, judge);
    }

    /** The step goes on where it was: the pause does not count. */
    Going resumed(long now) {
        return new Going(
                canary, State.RUNNING, step, sinceMillis, stepMillis + now - pausedMillis, 0, established, judge);
    }

    Going judged(String saved) {
        return new Going(canary, state, step, sinceMillis, stepMillis, pausedMillis, established, saved);
    }
}
