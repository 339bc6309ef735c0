package io.roundhouse.rollouts;

import io.roundhouse.server.control.Rollouts.Report;
import io.roundhouse.server.control.Rollouts.State;
import io.roundhouse.server.control.Verdict;
import java.util.List;
import java.util.Optional;

/** A course as it is told. */
final class Reports {
    private Reports() {}

    static Report of(Course course) {
        return of(course, "");
    }

    /** @param trouble why it stands still, to follow what it does; empty when it does not */
    static Report of(Course course, String trouble) {
        synchronized (course) {
            CourseState state = course.state();
            List<String> rejected = state.rejected().stream().map(Canary::text).toList();
            return state.going()
                    .map(going -> going(course, state, going, rejected, trouble))
                    .orElseGet(() -> idle(state, rejected, steps(course).size(), trouble));
        }
    }

    private static List<Step> steps(Course course) {
        Plan plan = course.plan();
        return plan == null ? List.of() : plan.steps();
    }

    private static Report idle(CourseState state, List<String> rejected, int steps, String trouble) {
        boolean first = state.history().isEmpty();
        return new Report(
                state.model(),
                State.IDLE,
                state.stable(),
                first ? "" : state.history().get(0).canary(),
                0,
                steps,
                "version " + state.stable() + " answers" + trouble,
                first ? "" : state.history().get(0).reason(),
                first ? 0 : state.history().get(0).endMillis(),
                Optional.empty(),
                rejected,
                state.history());
    }

    private static Report going(Course course, CourseState state, Going going, List<String> rejected, String trouble) {
        List<Step> steps = steps(course);
        int index = Math.min(going.step(), steps.size() - 1);
        boolean loading = going.state() == State.LOADING;
        Optional<Verdict> verdict = loading ? Optional.empty() : course.verdict();
        return new Report(
                state.model(),
                going.state(),
                state.stable(),
                going.canary().text(),
                index + 1,
                steps.size(),
                (loading ? "the canary is being loaded" : steps.get(index).doing()) + trouble,
                verdict.map(Verdict::text).orElse(""),
                going.sinceMillis(),
                verdict,
                rejected,
                state.history());
    }
}
