package io.roundhouse.feedback;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Feedback.Item;
import io.roundhouse.server.control.Feedback.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls with labels that wait for the room's thread, {@value #QUEUE_MAX} at most. */
final class Jobs {
    static final int QUEUE_MAX = 64;
    private static final int WAIT_SECONDS = 10;

    private final ArrayBlockingQueue<Job> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private volatile boolean closed;
    private volatile Runnable wake = () -> {};

    /** What wakes the room's thread. */
    void wakeWith(Runnable waking) {
        wake = waking;
    }

    /** One call. */
    static final class Job {
        final String model;
        private final List<Item> items;
        private final CompletableFuture<Receipt> done = new CompletableFuture<>();
        private final Tally tally = new Tally();

        private Job(String model, List<Item> items) {
            this.model = model;
            this.items = items;
        }

        void take(@Nullable Joiner joiner, long nowMillis) {
            if (joiner == null) {
                fail(new InferenceException(ErrorCode.UNSUPPORTED, "model '" + model + "' takes no feedback any more"));
                return;
            }
            items.forEach(item -> joiner.take(item, tally, nowMillis));
            tally.enter(joiner.book());
        }

        void fail(InferenceException reason) {
            done.completeExceptionally(reason);
        }

        /** It is written; without effect when it failed. */
        void complete() {
            done.complete(tally.receipt());
        }

        CompletableFuture<Receipt> done() {
            return done;
        }
    }

    Job submit(String model, List<Item> items) {
        Job job = new Job(model, items);
        if (closed) {
            throw new InferenceException(ErrorCode.DRAINING, "feedback is stopping or being exchanged");
        }
        if (!queue.offer(job)) {
            throw new InferenceException(
                    ErrorCode.OVERLOADED, "the queue of feedback is full, " + QUEUE_MAX + " of " + QUEUE_MAX);
        }
        wake.run();
        return job;
    }

    Receipt await(Job job) {
        try {
            return job.done.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new InferenceException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    "the feedback was not written within " + WAIT_SECONDS
                            + " s; send it again: what was joined already is counted as duplicate");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InferenceException known) {
                throw new InferenceException(known.code(), known.sentence(), e);
            }
            throw new InferenceException(ErrorCode.INTERNAL, "the feedback could not be joined", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.CANCELLED, "the wait for feedback was interrupted");
        }
    }

    List<Job> drain() {
        List<Job> now = new ArrayList<>();
        queue.drainTo(now);
        return now;
    }

    /** Refuses what is left, and whatever comes. */
    void close() {
        closed = true;
        drain().forEach(job ->
                job.fail(new InferenceException(ErrorCode.DRAINING, "feedback is stopping or being exchanged")));
    }
}
