package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import org.jspecify.annotations.Nullable;

/** Where requests find the child that answers, or wait for one within their deadlines, as long as one may come. */
final class Gate {
    private final String what;
    private volatile @Nullable Child current;
    private @Nullable String failure; // under this: why none may come

    Gate(String what) {
        this.what = what;
    }

    synchronized void open(Child child) {
        current = child;
        failure = null;
        notifyAll();
    }

    synchronized void close() {
        current = null;
    }

    /** Until it is opened again nobody waits. */
    synchronized void fail(String reason) {
        failure = reason;
        notifyAll();
    }

    Child child(Deadline deadline) {
        Child child = current;
        return child == null || child.isOver() ? await(deadline) : child;
    }

    private synchronized Child await(Deadline deadline) {
        boolean waited = false;
        try {
            while (true) {
                Child child = current;
                if (child != null && !child.isOver()) {
                    return child;
                }
                if (failure != null) {
                    throw notReady("end one after the other: " + failure);
                }
                long left = deadline.remainingNanos(System.nanoTime());
                if (left <= 0) {
                    throw waited
                            ? notReady("ended, and another is being started")
                            : new InferenceException(
                                    ErrorCode.DEADLINE_EXCEEDED, "the deadline was past before " + what + " was asked");
                }
                wait(left / 1_000_000 + 1);
                waited = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.CANCELLED, "the wait for " + what + " was interrupted", e);
        }
    }

    private InferenceException notReady(String why) {
        return new InferenceException(ErrorCode.MODEL_NOT_READY, "processes of " + what + " " + why);
    }
}
