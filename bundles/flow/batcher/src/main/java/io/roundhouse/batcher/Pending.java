package io.roundhouse.batcher;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher.Answer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request in the queue, and the thread that waits for it. Its outcome is set once: by a runner, or by the waiting
 * thread when it gives up; the compare-and-set decides who was first.
 */
final class Pending {
    private static final Object GIVEN_UP = new Object();

    final Tensors inputs;
    final Deadline deadline;
    final long sinceNanos;
    /** The rows, where these may run together with those of others; 0 where they must run alone. */
    final int joinableRows;
    /** The next in the queue; belongs to {@link WaitingLine}. */
    @Nullable
    Pending next;

    private final Thread waiter = Thread.currentThread();
    private final AtomicReference<@Nullable Object> outcome = new AtomicReference<>(); // Answer, failure or GIVEN_UP

    Pending(Tensors inputs, int joinableRows, Deadline deadline, long sinceNanos) {
        this.inputs = inputs;
        this.joinableRows = joinableRows;
        this.deadline = deadline;
        this.sinceNanos = sinceNanos;
    }

    boolean isDone() {
        return outcome.get() != null;
    }

    void answer(Answer answer) {
        end(answer);
    }

    void fail(InferenceException failure) {
        end(failure);
    }

    private void end(Object how) {
        if (outcome.compareAndSet(null, how) && waiter != Thread.currentThread()) {
            LockSupport.unpark(waiter);
        }
    }

    /** Waits, on the thread that made it, for the outcome or for the deadline. */
    Answer await(LongSupplier nanoClock, String model) {
        while (true) {
            Object how = outcome.get();
            if (how instanceof Answer answer) {
                return answer;
            }
            if (how instanceof InferenceException failure) {
                // anew, as others of the batch throw the same one on threads of their own
                throw new InferenceException(failure.code(), failure.sentence(), failure);
            }
            long left = deadline.remainingNanos(nanoClock.getAsLong());
            if (left <= 0 && outcome.compareAndSet(null, GIVEN_UP)) {
                throw tooLate(model);
            }
            if (waiter.isInterrupted() && outcome.compareAndSet(null, GIVEN_UP)) {
                throw new InferenceException(ErrorCode.CANCELLED, "the caller gave up waiting for " + model);
            }
            LockSupport.parkNanos(this, left);
        }
    }

    static InferenceException tooLate(String model) {
        return new InferenceException(
                ErrorCode.DEADLINE_EXCEEDED, "the request's deadline passed before " + model + " answered");
    }
}
