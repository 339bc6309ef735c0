package io.roundhouse.onnxruntime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops runs that are past their deadline; one thread for all models of an engine.
 *
 * <p>The thread sleeps until the earliest deadline it knows and looks again then. A run wakes it only if its deadline
 * is earlier than that, so with one time limit for all requests it wakes once a limit, not once a request, and without
 * requests not at all. No deadline is missed: a run first writes its deadline, then reads {@link #wakeNanos}; the thread
 * first writes "never", then reads the deadlines, then writes the earliest. Whichever way they interleave, either the
 * thread sees the deadline, or the run sees "never" or a later time and wakes the thread.
 */
final class Watchdog implements AutoCloseable {
    private final List<RunSlot> slots = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile long wakeNanos;
    private volatile boolean closed;

    Watchdog(String name) {
        wakeNanos = never();
        thread = new Thread(null, this::watch, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
    }

    void start() {
        thread.start();
    }

    void add(List<RunSlot> more) {
        slots.addAll(more);
    }

    void remove(List<RunSlot> gone) {
        slots.removeAll(gone);
    }

    /** A run with this deadline has begun. */
    void begun(long deadlineNanos) {
        if (deadlineNanos - wakeNanos < 0) {
            LockSupport.unpark(thread);
        }
    }

    private void watch() {
        while (!closed) {
            long never = never();
            wakeNanos = never;
            long now = System.nanoTime();
            long earliest = never;
            for (RunSlot slot : slots) {
                long deadline = slot.deadlineOr(never);
                if (deadline - now <= 0) {
                    slot.stop(deadline);
                } else if (deadline - earliest < 0) {
                    earliest = deadline;
                }
            }
            wakeNanos = earliest;
            if (earliest == never) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, Math.max(1, earliest - System.nanoTime()));
            }
        }
    }

    private static long never() {
        return System.nanoTime() + Long.MAX_VALUE / 2;
    }

    /** Ends the thread and waits until it has ended. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            LockSupport.unpark(thread);
            try {
                thread.join(10);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
