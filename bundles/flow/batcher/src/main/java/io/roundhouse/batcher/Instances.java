package io.roundhouse.batcher;

import java.util.concurrent.atomic.AtomicInteger;

/** The right to call the engine: as many at once have it as the model has instances, runners and request threads alike. */
final class Instances {
    private final int count;
    private final AtomicInteger taken = new AtomicInteger();

    Instances(int count) {
        this.count = count;
    }

    boolean tryTake() {
        return tryTakeLeaving(0);
    }

    /** Takes one if so many are free afterwards. */
    boolean tryTakeLeaving(int free) {
        while (true) {
            int now = taken.get();
            if (now >= count - free) {
                return false;
            }
            if (taken.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    void giveBack() {
        taken.decrementAndGet();
    }

    boolean isAnyTaken() {
        return taken.get() > 0;
    }

    boolean isAnyFree() {
        return taken.get() < count;
    }
}
