package io.roundhouse.lookup;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads on which one store is read, and a short queue before them: as many as it has connections. A driver
 * that hangs takes one of these and never a request's.
 */
final class StoreThreads implements AutoCloseable {
    private static final long IDLE_SECONDS = 60;
    private static final long STOP_SECONDS = 5;

    private final ThreadPoolExecutor pool;

    /** A piece of work that is told when it will never run. */
    interface Task extends Runnable {
        void abandon();
    }

    StoreThreads(String store, int threads, int queueLengthMax) {
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queueLengthMax), task -> {
                    Thread thread = new Thread(task, "roundhouse-lookup-" + store + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Takes the task, to be run soon or abandoned; or does not when all threads and the queue are full. */
    boolean offer(Task task) {
        try {
            pool.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Lets nobody in; what waits is abandoned, what runs is interrupted. */
    void shut() {
        pool.shutdownNow().forEach(task -> ((Task) task).abandon());
    }

    /** After {@link #shut}: waits for the threads to end, but not for ever. */
    @Override
    public void close() {
        shut();
        try {
            pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
