package io.roundhouse.shell;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Guard.Better;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.control.Verdict;
import io.roundhouse.server.control.Verdict.Decision;
import io.roundhouse.server.control.Verdict.Finding;
import io.roundhouse.server.control.Verdict.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A model in the middle of a rollout and one without; it writes down what it is asked. */
final class FakeRollouts implements Rollouts {
    static final Verdict VERDICT = new Verdict(
            Decision.CONTINUE,
            List.of(
                    new Finding(
                            new Guard.Mean("errors", Better.LOWER, 0, 1, 0.02, 1, 100),
                            Standing.HARMLESS,
                            1_200,
                            400,
                            0,
                            0.0123,
                            0.015,
                            0.0027,
                            -0.01,
                            0.019,
                            0.02,
                            0.3,
                            60,
                            1e9,
                            20,
                            ""),
                    new Finding(
                            new Guard.Quantile("p99", 0.99, 0.1, 1, 100),
                            Standing.UNDECIDED,
                            1_200,
                            400,
                            0,
                            8,
                            8.4,
                            0.05,
                            -0.2,
                            Double.POSITIVE_INFINITY,
                            0.1,
                            1.5,
                            60,
                            0.7,
                            20,
                            "evidence either way"),
                    new Finding(
                            new Guard.Limit("accuracy", Better.HIGHER, 0, 1, 0.7, 1, 100),
                            Standing.UNDECIDED,
                            0,
                            0,
                            0,
                            Double.NaN,
                            Double.NaN,
                            Double.NaN,
                            0,
                            1,
                            0.7,
                            1,
                            60,
                            1,
                            20,
                            "100 more of the canary")),
            "Continue: p99, accuracy are undecided.",
            "{\"decision\":\"CONTINUE\",\"alpha\":0.05}");
    static final Past PAST =
            new Past("0", "1", Outcome.PROMOTED, "person", "promoted by hand", 1_600_000_000_000L, 1_600_000_060_000L);
    static final Report CREDIT = new Report(
            "credit",
            State.RUNNING,
            "1",
            "2",
            2,
            3,
            "10 % for 5 min",
            "step 1 passed",
            1_700_000_000_000L,
            Optional.of(VERDICT),
            List.of("3"),
            List.of(PAST));
    static final Report FRAUD =
            new Report("fraud", State.IDLE, "7", "", 0, 0, "", "", 0, Optional.empty(), List.of(), List.of());

    final List<String> asked = new ArrayList<>();
    private final List<Report> reports;

    FakeRollouts(Report... reports) {
        this.reports = List.of(reports);
    }

    @Override
    public List<Report> rollouts() {
        return reports;
    }

    @Override
    public Report start(String model, Optional<String> version) {
        return changed("start " + version.orElse("newest"), model);
    }

    @Override
    public Report pause(String model) {
        return changed("pause", model);
    }

    @Override
    public Report resume(String model) {
        return changed("resume", model);
    }

    @Override
    public Report promote(String model) {
        return changed("promote", model);
    }

    @Override
    public Report abort(String model) {
        return changed("abort", model);
    }

    private Report changed(String what, String model) {
        asked.add(what + " " + model);
        return reports.stream()
                .filter(report -> report.model().equals(model))
                .findFirst()
                .orElseThrow(() -> new InferenceException(ErrorCode.MODEL_NOT_FOUND, "there is no model " + model));
    }
}
