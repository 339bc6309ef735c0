package io.roundhouse.pipeline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceEvent.Escalated;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Asks further arms while the model's router finds an answer not good enough, each at most once. An answer that is there
 * is never lost for a better one: it is given when the next arm fails or is not live, and when less time is left than
 * the arm before took, as the next is hardly quicker.
 */
final class Escalation {
    private final ModelCatalog catalog;
    private final InferenceMonitor monitors;
    private final LongSupplier nanoClock;

    Escalation(ModelCatalog catalog, InferenceMonitor monitors, LongSupplier nanoClock) {
        this.catalog = catalog;
        this.monitors = monitors;
        this.nanoClock = nanoClock;
    }

    /** The best answer there is, with all its outputs. */
    InferenceResponse improve(InferenceResponse first, InferenceRequest request, Journey journey) {
        Optional<String> next = catalog.escalate(request, first);
        return next.isEmpty() ? first : climb(first, next, request, journey);
    }

    private InferenceResponse climb(
            InferenceResponse first, Optional<String> wanted, InferenceRequest request, Journey journey) {
        InferenceResponse best = first;
        List<String> asked = new ArrayList<>();
        asked.add(best.servedBy().arm());
        for (Optional<String> next = wanted;
                next.isPresent() && !asked.contains(next.get());
                next = catalog.escalate(request, best)) {
            String arm = next.get();
            asked.add(arm);
            try {
                InferenceResponse better = ask(best, arm, request, journey);
                monitors.on(new Escalated(request, best, arm, Optional.empty()));
                best = better;
            } catch (RuntimeException | LinkageError e) {
                monitors.on(new Escalated(request, best, arm, Optional.of(journey.failed(e))));
                return settled(best, request);
            }
        }
        return best;
    }

    private InferenceResponse ask(InferenceResponse before, String arm, InferenceRequest request, Journey journey) {
        long now = nanoClock.getAsLong();
        Timing timing = before.timing();
        long likelyNanos = timing.queueNanos() + timing.transformNanos() + timing.computeNanos();
        long leftNanos = request.deadline().remainingNanos(now);
        if (leftNanos <= likelyNanos) {
            throw new InferenceException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    "arm '" + arm + "' was not asked, as " + Math.max(0, leftNanos / 1_000) + " us were left and arm '"
                            + before.servedBy().arm() + "' took " + likelyNanos / 1_000);
        }
        journey.again();
        try (ModelLease lease = catalog.lease(request.model(), arm, new Deadline(now))) { // never waits
            if (!lease.servedBy().arm().equals(arm)) {
                throw new InferenceException(
                        ErrorCode.MODEL_NOT_READY, "arm '" + arm + "' of model '" + request.model() + "' is not live");
            }
            return InferencePipeline.answer(request, lease, journey);
        }
    }

    /** With the time that was lost meanwhile. */
    private InferenceResponse settled(InferenceResponse best, InferenceRequest request) {
        Timing own = best.timing();
        Timing timing = new Timing(
                own.queueNanos(),
                own.transformNanos(),
                own.computeNanos(),
                own.cpuNanos(),
                nanoClock.getAsLong() - request.receivedNanos(),
                own.batchRows(),
                own.executions());
        return new InferenceResponse(best.id(), best.servedBy(), best.outputs(), timing, best.flags());
    }
}
