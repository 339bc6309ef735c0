package io.roundhouse.http;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.TryExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the connector. They call engines, and native code stays mapped as long as a thread lives that ran it, so
 * each can be told to end ({@link Worker#retire}), which no pool of Jetty's or the JDK's offers: those wait for idleness,
 * and a server under load has none.
 *
 * <p>A task gets a thread at once as long as a processor may be free for it, the one that rested last first. Otherwise it
 * waits in the queue, for a thread that is done takes the next from there without being woken. Which threads run is seen
 * from their states: those that wait, for a batch say, need no processor and count for nothing. A task that was queued
 * while all ran, and then all began to wait, is found by whoever looks next: a task that comes, a thread that is done, or
 * {@link #look}, which the selector calls every millisecond while something is queued.
 */
final class Workers extends AbstractLifeCycle implements TryExecutor {
    /** Neither method may block. */
    interface Watch {
        /** A worker, perhaps the current thread, is to end. */
        void retired(Worker worker);

        /** Something is queued: from now on somebody must {@link #look} from time to time. */
        void queued();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** Jetty gives a task a connection or stream; what is beyond is refused, and Jetty closes that connection. */
    private static final int QUEUE_MAX = 65_536;

    private final Crew crew;
    private final long stopMillis;
    private final Watch watch;
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private boolean open = true;
    private long created;
    private volatile boolean queued; // whether the queue holds something; written under the lock

    /**
     * Not started.
     *
     * @param max threads in all
     * @param processors a task waits while four times as many threads run
     * @param stopMillis how long stopping waits for tasks under way
     * @param watch is told what the workers cannot see to themselves
     */
    Workers(int max, int processors, long stopMillis, Watch watch) {
        this.crew = new Crew(max, processors);
        this.stopMillis = stopMillis;
        this.watch = watch;
    }

    @Override
    public void execute(Runnable task) {
        Worker free;
        boolean first;
        synchronized (this) {
            if (!open || queue.size() >= QUEUE_MAX) {
                throw new RejectedExecutionException(open ? QUEUE_MAX + " tasks wait for a thread" : "stopped");
            }
            first = !queued;
            queue.add(task);
            queued = true;
            free = assign();
        }
        launch(free);
        if (first && queued) {
            watch.queued();
        }
    }

    /** Whether a thread begins with it at once. */
    @Override
    public boolean tryExecute(Runnable task) {
        Worker free;
        synchronized (this) {
            if (!open || !crew.mayRunOneMore()) {
                return false;
            }
            free = give(task);
        }
        launch(free);
        return true;
    }

    /** Gives a thread to what is queued, if there may be one. */
    void look() {
        Worker free;
        synchronized (this) {
            free = assign();
        }
        launch(free);
    }

    boolean isQueued() {
        return queued;
    }

    /** Under the lock; whom to unpark, outside of it. */
    private @Nullable Worker assign() {
        if (queue.isEmpty() || !crew.mayRunOneMore()) {
            return null;
        }
        Runnable task = queue.remove();
        queued = !queue.isEmpty();
        return give(task);
    }

    private Worker give(Runnable task) {
        Worker worker = crew.wake();
        if (worker == null) {
            worker = create(task);
            crew.join(worker);
        } else {
            worker.give(task);
        }
        return worker;
    }

    /** Privileged, as a thread keeps the classes of whoever happened to be on the stack otherwise. */
    @SuppressWarnings("removal")
    private Worker create(Runnable task) {
        String name = "roundhouse-http-" + ++created;
        return AccessController.doPrivileged((PrivilegedAction<Worker>) () -> new Worker(this, task, name));
    }

    /** Outside of the lock: whoever starts a thread waits until it has got a processor. */
    private void launch(@Nullable Worker worker) {
        if (worker == null || worker.getState() != Thread.State.NEW) {
            LockSupport.unpark(worker);
            return;
        }
        try {
            worker.start();
        } catch (Throwable t) { // no more threads
            synchronized (this) {
                crew.woken();
                remove(worker);
            }
            throw t;
        }
    }

    /** A worker begins with what it was given. */
    void begins() {
        crew.woken();
    }

    /** What a worker does next without a rest; null when there is nothing, or it is to end. */
    @Nullable
    Runnable next(Worker worker) {
        Runnable waiting = null;
        Worker free;
        synchronized (this) {
            if (worker.isRetired() || (queue.isEmpty() && !open)) {
                remove(worker);
            } else if (queue.isEmpty()) {
                crew.rest(worker);
            } else {
                waiting = queue.remove();
                queued = !queue.isEmpty();
            }
            free = assign();
        }
        launch(free);
        return waiting;
    }

    /** Ends a worker's rest for good; false when it was given something to do at that very moment. */
    synchronized boolean leave(Worker worker) {
        if (!worker.rests) {
            return false;
        }
        remove(worker);
        return true;
    }

    private void remove(Worker worker) {
        crew.leave(worker);
        notifyAll(); // whoever stops the pool
    }

    void retired(Worker worker) {
        watch.retired(worker);
    }

    synchronized int size() {
        return crew.size();
    }

    @Override
    protected void doStart() {
        synchronized (this) {
            open = true;
        }
    }

    /** Lets nobody begin anything new, and waits for what is under way for a bounded time. */
    @Override
    protected void doStop() throws InterruptedException {
        List<Worker> busy;
        synchronized (this) {
            open = false;
            busy = crew.all();
        }
        busy.forEach(Worker::retire);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(stopMillis);
        synchronized (this) {
            int self = Thread.currentThread() instanceof Worker worker
                            && crew.all().contains(worker)
                    ? 1
                    : 0;
            for (long left = stopMillis; crew.size() > self && left > 0; ) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
            if (crew.size() > self) {
                LOG.warn("threads still busy count={}", crew.size() - self);
            }
        }
    }
}
