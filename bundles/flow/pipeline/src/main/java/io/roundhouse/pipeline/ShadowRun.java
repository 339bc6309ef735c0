package io.roundhouse.pipeline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.Answered;
import io.roundhouse.api.inference.InferenceEvent.Compared;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.inference.InferenceEvent.Outcome;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.server.flow.Shadowing.LeftOut;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.spi.router.Route;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has a watching arm answer: the same {@link InferencePipeline}, with the route decided and without a place in admission.
 * What comes of it goes to the monitors only: first as any outcome, then beside the live one. An arm that could not be
 * asked at all did not get the request, and monitors hear nothing.
 */
final class ShadowRun {
    private static final Logger LOG = System.getLogger(PipelineComponent.PID);
    private static final long TIME_MAX_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final InferenceMonitor monitors;
    private final LongSupplier nanoClock;

    ShadowRun(InferenceMonitor monitors, LongSupplier nanoClock) {
        this.monitors = monitors;
        this.nanoClock = nanoClock;
    }

    void run(ShadowArm arm, ShadowTask task) {
        Outcome outcome = outcome(task);
        Optional<ServedBy> servedBy = servedBy(outcome);
        LeftOut reason = reason(outcome, servedBy);
        if (reason != null || servedBy.isEmpty()) {
            arm.leftOut(reason == null ? LeftOut.NOT_READY : reason);
            return;
        }
        arm.got(outcome instanceof Answered);
        monitors.on(outcome);
        monitors.on(new Compared(task.liveArm(), task.live(), servedBy.get(), outcome));
    }

    private Outcome outcome(ShadowTask task) {
        Kept kept = new Kept();
        PinnedCatalog pinned = new PinnedCatalog(task.catalog(), Route.to(task.arm()));
        try {
            new InferencePipeline(new OpenDoor(), pinned, kept, Watching.none(), nanoClock)
                    .infer(startingNow(task.live().request()));
        } catch (InferenceException e) {
            LOG.log(Level.DEBUG, "shadow request failed: {0}", e.sentence());
        }
        return kept.outcome();
    }

    static Optional<ServedBy> servedBy(Outcome outcome) {
        return outcome instanceof Answered answered
                ? Optional.of(answered.response().servedBy())
                : ((Failed) outcome).servedBy();
    }

    /** Why the arm was not asked; null when it was. */
    private static @Nullable LeftOut reason(Outcome outcome, Optional<ServedBy> servedBy) {
        if (!(outcome instanceof Failed failed)) {
            return null;
        }
        ErrorCode code = failed.failure().code();
        if (code == ErrorCode.OVERLOADED) {
            return LeftOut.BUSY;
        }
        return servedBy.isEmpty() || code == ErrorCode.MODEL_NOT_READY ? LeftOut.NOT_READY : null;
    }

    /** So that the time it waited for a shadow's thread is not taken for the arm's; with as much time as it had. */
    private InferenceRequest startingNow(InferenceRequest request) {
        long now = nanoClock.getAsLong();
        long time = Math.min(TIME_MAX_NANOS, request.deadline().nanoTime() - request.receivedNanos());
        return new InferenceRequest(
                request.id(),
                request.model(),
                request.version(),
                request.inputs(),
                request.outputs(),
                request.parameters(),
                request.headers(),
                request.priority(),
                new Deadline(now + time),
                now);
    }

    /** Keeps the outcome of one request. One thread. */
    private static final class Kept implements InferenceMonitor {
        private @Nullable Outcome outcome;

        @Override
        public void on(InferenceEvent event) {
            if (event instanceof Outcome one) {
                outcome = one;
            }
        }

        Outcome outcome() {
            Outcome one = outcome;
            if (one == null) {
                throw new IllegalStateException("a pipeline told no outcome");
            }
            return one;
        }
    }
}
