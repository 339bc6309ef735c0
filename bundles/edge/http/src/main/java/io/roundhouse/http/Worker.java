package io.roundhouse.http;

import io.roundhouse.server.flow.RequestThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread of the {@link Workers}: does what it is given, rests, and ends when it is retired or has rested for long. */
final class Worker extends Thread implements RequestThread {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Workers workers;
    private volatile @Nullable Runnable task; // given under the lock of the workers, taken by this thread
    private volatile boolean retired;
    private volatile boolean listens;
    boolean rests; // under the lock of the workers
    boolean ends; // written under the lock, by this thread

    Worker(Workers workers, Runnable first, String name) {
        super(null, null, name, 0, false);
        this.workers = workers;
        this.task = first;
        setDaemon(true);
        setContextClassLoader(Worker.class.getClassLoader());
    }

    @Override
    public void run() {
        for (Runnable given = task; given != null; given = rest()) {
            task = null;
            workers.begins();
            for (Runnable next = given; next != null; next = workers.next(this)) {
                run(next);
            }
        }
    }

    @SuppressWarnings("CatchThrowable") // whatever a task throws, the thread is there for the next one
    private static void run(Runnable next) {
        try {
            next.run();
        } catch (Throwable t) {
            LOG.warn("task failed", t);
        }
        boolean unused = Thread.interrupted();
    }

    /** Gives a resting worker something to do; under the lock of the workers. */
    void give(Runnable next) {
        task = next;
    }

    /** Waits for something to do; null when this thread is to end. */
    private @Nullable Runnable rest() {
        long end = System.nanoTime() + REST_NANOS;
        while (!ends) {
            Runnable given = task;
            if (given != null) {
                return given;
            }
            long left = end - System.nanoTime();
            if ((!retired && left > 0) || !workers.leave(this)) {
                LockSupport.parkNanos(workers, left);
            }
        }
        return null;
    }

    /** The current thread begins or ends to wait for connections or requests, in the kernel, where no state tells. */
    static void listens(boolean listens) {
        if (Thread.currentThread() instanceof Worker worker) {
            worker.listens = listens;
        }
    }

    /** Whether it uses a processor, or would if it got one. */
    boolean isRunning() {
        return !listens && getState() == State.RUNNABLE;
    }

    boolean isRetired() {
        return retired;
    }

    @Override
    public void retire() {
        retired = true;
        LockSupport.unpark(this);
        workers.retired(this);
    }
}
