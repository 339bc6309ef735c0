package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a request waits when its arm does not answer now: between two engines, or while the model is loaded first. How
 * many wait is bounded by admission, how long by each one's deadline.
 */
final class Gap {
    private final LongSupplier nanoClock;

    private final Drains drains;

    Gap(Drains drains, LongSupplier nanoClock) {
        this.drains = drains;
        this.nanoClock = nanoClock;
    }

    Lease lease(ModelSlot slot, String wanted, Deadline deadline) {
        while (true) {
            long changes = slot.changes(); // before the snapshot: a change after it is not slept through
            Serving serving = slot.serving();
            String arm = resolve(slot, serving, wanted);
            ServingArm live = serving.live().get(arm);
            ServingArm any = live == null ? serving.standIn(arm, drains.of(slot.name)) : live;
            Lease lease = any == null ? null : any.lease();
            if (lease != null) {
                return lease;
            }
            if (any == null) {
                Serving.Absence absence = serving.absent().get(arm);
                boolean waits = slot.isPending() || (absence != null && absence.waits());
                long left = deadline.remainingNanos(nanoClock.getAsLong());
                if (!waits || left <= 0) {
                    throw refusal(slot, arm, absence);
                }
                await(slot, arm, changes, left, absence);
            }
            if (slot.isRemoved()) {
                throw new InferenceException(
                        ErrorCode.MODEL_NOT_FOUND, "model '" + slot.name + "' was removed meanwhile");
            }
        }
    }

    /** The arm as it is called now; a definition may have changed between route and lease. */
    private static String resolve(ModelSlot slot, Serving serving, String wanted) {
        String arm = Pinned.resolve(slot.name, serving, wanted);
        if (serving.arms().isEmpty() || serving.routes().containsKey(arm)) {
            return arm;
        }
        String other = serving.versions().get(arm);
        if (other != null) {
            return other;
        }
        if (Character.isDigit(arm.charAt(0))) { // made for a version that was asked for by number
            throw new InferenceException(
                    ErrorCode.VERSION_NOT_FOUND, "model '" + slot.name + "' has no version '" + arm + "' any more");
        }
        return serving.arms().get(0);
    }

    private static void await(ModelSlot slot, String arm, long changes, long nanos, Serving.@Nullable Absence absence) {
        try {
            slot.awaitChange(changes, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal(slot, arm, absence);
        }
    }

    private static InferenceException refusal(ModelSlot slot, String arm, Serving.@Nullable Absence absence) {
        ErrorCode code = absence == null ? ErrorCode.MODEL_NOT_READY : absence.code();
        String reason = absence == null ? reason(slot) : absence.reason();
        String which = arm.isEmpty() ? "" : " (arm '" + arm + "')";
        return new InferenceException(code, "model '" + slot.name + "'" + which + " does not answer: " + reason);
    }

    private static String reason(ModelSlot slot) {
        ModelSlot.View view = slot.view();
        if (view.rejection() != null) {
            return view.rejection().reason();
        }
        return view.problems().values().stream()
                .map(Staged.Problem::reason)
                .findFirst()
                .orElse("it is still being loaded");
    }
}
