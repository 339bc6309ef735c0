package io.roundhouse.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Who is inside and who waits, and whether the door is shut, in one word, so that each step is one compare-and-set: bit
 * 62 is the door, bits 31 to 61 the requests waiting, bits 0 to 30 those running.
 */
final class Occupancy {
    private static final long SHUT = 1L << 62;
    private static final int WAITING_SHIFT = 31;
    private static final long COUNT_MASK = (1L << WAITING_SHIFT) - 1;
    private static final long ONE_WAITING = 1L << WAITING_SHIFT;

    private final AtomicLong word = new AtomicLong();

    /** Takes a place when the door is open, there is one, and nobody has waited for it longer. */
    boolean tryRun(int runningMax) {
        while (true) {
            long now = word.get();
            if (isShut(now) || waiting(now) > 0 || running(now) >= runningMax) {
                return false;
            }
            if (word.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** Gives a place back, unless somebody waits for it or for the last to leave. */
    boolean tryLeave() {
        while (true) {
            long now = word.get();
            if (isShut(now) || waiting(now) > 0) {
                return false;
            }
            if (word.compareAndSet(now, now - 1)) {
                return true;
            }
        }
    }

    /**
     * Begins to wait, unless a place is free now; one step, because a place that became free between a look and the
     * wait would be given to nobody.
     */
    boolean tryWait(int runningMax) {
        while (true) {
            long now = word.get();
            if (isShut(now) || (waiting(now) == 0 && running(now) < runningMax)) {
                return false;
            }
            if (word.compareAndSet(now, now + ONE_WAITING)) {
                return true;
            }
        }
    }

    void waiterLeft() {
        word.addAndGet(-ONE_WAITING);
    }

    void waiterEntered() {
        word.addAndGet(1 - ONE_WAITING);
    }

    void left() {
        word.decrementAndGet();
    }

    void shut() {
        word.getAndUpdate(now -> now | SHUT);
    }

    void open() {
        word.getAndUpdate(now -> now & ~SHUT);
    }

    boolean isShut() {
        return isShut(word.get());
    }

    int running() {
        return running(word.get());
    }

    int waiting() {
        return waiting(word.get());
    }

    private static boolean isShut(long word) {
        return (word & SHUT) != 0;
    }

    private static int waiting(long word) {
        return (int) (word >>> WAITING_SHIFT & COUNT_MASK);
    }

    private static int running(long word) {
        return (int) (word & COUNT_MASK);
    }
}
