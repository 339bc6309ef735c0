package io.roundhouse.lookup;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a store whether it understands a query, on the store's thread: a loading thread calls no driver either. */
final class QueryCheck {
    private final OpenStore store;
    private final Query query;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Optional<StoreException> failure;

    QueryCheck(OpenStore store, Query query) {
        this.store = store;
        this.query = query;
        this.failure = Optional.of(StoreException.failed("it was closed"));
    }

    /** What it said against it; waits for the time that a read may take, and for one that is before it. */
    Optional<StoreException> run() {
        try {
            boolean taken = store.threads().offer(new Asking());
            boolean answered = taken && done.await(2 * store.timeout().toNanos(), TimeUnit.NANOSECONDS);
            return answered ? failure : Optional.of(StoreException.failed("no answer within " + store.timeout()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.LOAD_FAILED, "interrupted while a store was asked", e);
        }
    }

    private final class Asking implements StoreThreads.Task {
        @Override
        public void run() {
            try {
                store.store().check(query, store.timeout().toNanos());
                failure = Optional.empty();
            } catch (StoreException e) {
                failure = Optional.of(e);
            } catch (RuntimeException | Error e) {
                failure = Optional.of(StoreException.failed(e.toString()));
            } finally {
                done.countDown();
            }
        }

        @Override
        public void abandon() {
            done.countDown();
        }
    }
}
