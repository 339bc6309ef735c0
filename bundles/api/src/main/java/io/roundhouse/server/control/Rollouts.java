package io.roundhouse.server.control;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The way of a canary beside the live arm: a new version of a model, or the same version on another engine. One a model at
 * a time. What a person asks for wins over what the judge would do; each call returns when it is decided and written down,
 * and the arms follow within moments.
 *
 * <p>Any thread. Every method that changes something throws {@link io.roundhouse.api.error.InferenceException} with one
 * sentence, and then nothing was changed: {@code MODEL_NOT_FOUND}, {@code VERSION_NOT_FOUND}, or {@code INVALID_REQUEST}
 * where the rollout is not in a state for it.
 */
@ProviderType
public interface Rollouts {
    /** Every model that has a section {@code rollout} or a rollout, by name. */
    List<Report> rollouts();

    /**
     * Begins one by hand, also of a version that was rolled back before.
     *
     * @param version the canary; empty for the newest that is not live
     */
    Report start(String model, Optional<String> version);

    /** Keeps the arms and the shares as they are, until {@link #resume}; the judge only watches, but for harm. */
    Report pause(String model);

    /** Goes on after a pause, and through a step that waits for a person. */
    Report resume(String model);

    /** Makes the canary the live arm now, whatever the judge says. */
    Report promote(String model);

    /** Takes the canary away now; it is remembered as rolled back. */
    Report abort(String model);

    /** Where a rollout stands. */
    enum State {
        /** None is going on. */
        IDLE,
        /** The canary is being loaded and warmed; it gets nothing yet. */
        LOADING,
        /** A step is going on. */
        RUNNING,
        /** A person paused it. */
        PAUSED,
        /** A step waits for a person. */
        WAITING
    }

    /**
     * One model.
     *
     * @param stable the version that is live
     * @param canary the version on its way, or last was; with the engine behind it where that differs; empty before the
     *     first
     * @param step counted from 1; 0 while none goes on
     * @param doing what the step does and for how long, for a person
     * @param reason why it stands where it stands, for a person; the judge's paragraph after a verdict
     * @param verdict the judge's numbers now; empty while none goes on
     * @param rejected versions that were rolled back and are not tried again until their files change
     * @param history what ended, latest first
     */
    record Report(
            String model,
            State state,
            String stable,
            String canary,
            int step,
            int steps,
            String doing,
            String reason,
            long sinceMillis,
            Optional<Verdict> verdict,
            List<String> rejected,
            List<Past> history) {
        public Report {
            rejected = List.copyOf(rejected);
            history = List.copyOf(history);
        }
    }

    /** How one ended. */
    enum Outcome {
        PROMOTED,
        ROLLED_BACK
    }

    /**
     * One that ended.
     *
     * @param by {@code judge}, {@code person}, {@code time} or {@code server}
     * @param reason in one paragraph
     */
    record Past(
            String stable,
            String canary,
            Outcome outcome,
            String by,
            String reason,
            long sinceMillis,
            long endMillis) {}
}
