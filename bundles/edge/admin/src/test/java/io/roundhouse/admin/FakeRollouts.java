package io.roundhouse.admin;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.judge.JudgeComponent;
import io.roundhouse.server.control.Guard;
import io.roundhouse.server.control.Guard.Better;
import io.roundhouse.server.control.Judge;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.control.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** {@code credit} in the middle of a rollout, {@code fraud} without one; it writes down what it is asked. */
final class FakeRollouts implements Rollouts {
    static final Past PAST = new Past("0", "1", Outcome.PROMOTED, "person", "promoted by hand", 1_000, 2_000);
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
            Optional.of(verdict()),
            List.of("3"),
            List.of(PAST));
    static final Report FRAUD =
            new Report("fraud", State.IDLE, "7", "", 0, 0, "", "", 0, Optional.empty(), List.of(), List.of());

    final List<String> asked = new CopyOnWriteArrayList<>();

    /** A guard of each kind; the last knows nothing yet. */
    private static Verdict verdict() {
        Judge judge = new JudgeComponent()
                .create(
                        List.of(
                                new Guard.Mean("errors", Better.LOWER, 0, 1, 0.02, 1, 100),
                                new Guard.Quantile("p99", 0.99, 0.1, 1, 100),
                                new Guard.Limit("accuracy", Better.HIGHER, 0, 1, 0.7, 1, 100)),
                        0.05);
        for (int i = 0; i < 200; i++) {
            judge.pair(0, i % 100 == 0 ? 1 : 0, 0);
            judge.pair(1, 8 + i % 3, 8 + i % 4);
        }
        return judge.verdict();
    }

    @Override
    public List<Report> rollouts() {
        return List.of(CREDIT, FRAUD);
    }

    @Override
    public Report start(String model, Optional<String> version) {
        if (version.equals(Optional.of("9"))) {
            throw new InferenceException(ErrorCode.VERSION_NOT_FOUND, "model '" + model + "' has no version '9'");
        }
        return changed("start " + version.orElse("newest"), model);
    }

    @Override
    public Report pause(String model) {
        if (model.equals("fraud")) {
            throw new InferenceException(ErrorCode.INVALID_REQUEST, "no rollout of 'fraud' goes on");
        }
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
        if (model.equals("broken")) {
            throw new IllegalStateException("a secret of ours");
        }
        return changed("abort", model);
    }

    private Report changed(String what, String model) {
        Report found = rollouts().stream()
                .filter(report -> report.model().equals(model))
                .findFirst()
                .orElseThrow(() -> new InferenceException(ErrorCode.MODEL_NOT_FOUND, "there is no model " + model));
        asked.add(what + " " + model);
        return found;
    }
}
