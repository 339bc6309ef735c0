package io.roundhouse.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A place for one run at a time, with the options through which the run can be stopped. The state is the deadline of
 * the run, so that the watchdog, which compares and sets that very value, cannot stop the next run by mistake: T1 reads
 * deadline 5, T2 ends its run and begins one with deadline 9, T1 fails to set 5 to stopped.
 */
final class RunSlot {
    /** How a run ended. */
    enum End {
        COMPLETED,
        STOPPED,
        CLOSED
    }

    private static final long IDLE = Long.MIN_VALUE;
    private static final long CLOSED = IDLE + 1;
    private static final long STOPPED = IDLE + 2;

    private final AtomicLong state = new AtomicLong(IDLE);
    private final RunOptions options;
    private boolean closing; // under the lock of this

    RunSlot() throws OrtException {
        options = new RunOptions();
    }

    RunOptions options() {
        return options;
    }

    /** Takes the slot, if nobody has it. */
    boolean tryBegin(long deadlineNanos) {
        return state.get() == IDLE && state.compareAndSet(IDLE, Math.max(deadlineNanos, STOPPED + 1));
    }

    /** Gives the slot back; what was given to {@link #tryBegin} comes again. */
    End end(long deadlineNanos) {
        if (state.compareAndSet(Math.max(deadlineNanos, STOPPED + 1), IDLE)) {
            return End.COMPLETED;
        }
        synchronized (this) { // waits until the one who stopped the run has told ORT so
            terminate(false);
            state.set(IDLE);
            notifyAll();
            return closing ? End.CLOSED : End.STOPPED;
        }
    }

    boolean isClosed() {
        return state.get() == CLOSED;
    }

    boolean isRunning() {
        return state.get() >= STOPPED;
    }

    /** The deadline of the run, or {@code otherwise} when nothing runs that could be stopped. */
    long deadlineOr(long otherwise) {
        long deadline = state.get();
        return deadline > STOPPED ? deadline : otherwise;
    }

    /** Stops the run if it is still the one with this deadline. */
    synchronized void stop(long deadlineNanos) {
        if (state.compareAndSet(deadlineNanos, STOPPED)) {
            terminate(true);
        }
    }

    /**
     * Lets no further run begin, and stops the one that runs.
     *
     * @return whether nothing runs any more; false after {@code limitNanos}
     */
    synchronized boolean close(long limitNanos) throws InterruptedException {
        closing = true;
        long end = System.nanoTime() + limitNanos;
        while (!state.compareAndSet(IDLE, CLOSED)) {
            long running = state.get();
            if (running == CLOSED) {
                return true;
            }
            if (running > STOPPED) {
                stop(running);
            } else if (running == STOPPED) {
                long leftNanos = end - System.nanoTime();
                if (leftNanos <= 0) {
                    return false;
                }
                wait(TimeUnit.NANOSECONDS.toMillis(leftNanos) + 1);
            }
        }
        options.close();
        return true;
    }

    /** Frees a slot that was never used. */
    void discard() {
        options.close();
    }

    private void terminate(boolean stop) {
        try {
            options.setTerminate(stop);
        } catch (OrtException e) {
            throw new IllegalStateException("a run could not be told to " + (stop ? "stop" : "go"), e);
        }
    }
}
