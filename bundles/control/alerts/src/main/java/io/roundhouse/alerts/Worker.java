package io.roundhouse.alerts;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Does one thing after the other on a thread of its own, as long as it is not stopped; so many may wait. */
final class Worker<T> {
    private static final long STOP_MILLIS = 2_000;

    private final BlockingQueue<T> queue;
    private final Work<T> work;
    private final Thread thread;

    Worker(String name, int queueMax, Work<T> work) {
        this.queue = new ArrayBlockingQueue<>(queueMax);
        this.work = work;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Throws nothing but that it was interrupted. */
    @FunctionalInterface
    interface Work<T> {
        void on(T one) throws InterruptedException;
    }

    void start() {
        thread.start();
    }

    /** Interrupts what is being done and waits a moment for its end; what waits is dropped. */
    void stop() {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never waits; false when as many wait as may. */
    boolean offer(T one) {
        return queue.offer(one);
    }

    int waiting() {
        return queue.size();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                work.on(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }
}
