package io.roundhouse.testkit;

import java.util.function.BooleanSupplier;

/**
 * A place where threads can be held, so that a test decides what happens first instead of sleeping. Open until {@link
 * #shut}. Every wait ends with an {@link AssertionError} after 20 seconds. Any thread.
 */
public final class Gate {
    private static final long WAIT_MAX_NANOS = 20_000_000_000L; // far beyond any honest wait, short enough for a build

    private boolean open = true;
    private int arrived;
    private int waiting;

    /** Holds everybody who comes from now on. */
    public synchronized void shut() {
        open = false;
    }

    /** Lets everybody through. */
    public synchronized void open() {
        open = true;
        notifyAll();
    }

    /** Goes through, or waits until it is open. */
    public synchronized void pass() {
        arrived++;
        waiting++;
        notifyAll();
        try {
            await(() -> open, "the gate was not opened");
        } finally {
            waiting--;
        }
    }

    /** Waits until that many have come to the gate since it was made, whether they went through or not. */
    public synchronized void awaitArrived(int count) {
        await(() -> arrived >= count, "only " + arrived + " of " + count + " came to the gate");
    }

    /** How many have come to the gate since it was made. */
    public synchronized int arrived() {
        return arrived;
    }

    /** How many stand at the gate now. */
    public synchronized int waiting() {
        return waiting;
    }

    private void await(BooleanSupplier condition, String otherwise) {
        long end = System.nanoTime() + WAIT_MAX_NANOS;
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(otherwise + " within 20 s");
            }
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted at a gate", e);
            }
        }
    }
}
