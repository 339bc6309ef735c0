package io.roundhouse.admission;

import io.roundhouse.server.flow.Admission.Entry;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A request's thread that waits for a place. Made by that thread; told by another, once, under the gate's lock. */
final class Waiter {
    private final Thread thread = Thread.currentThread();
    private volatile @Nullable Entry told;

    void tell(Entry entry) {
        told = entry;
        LockSupport.unpark(thread);
    }

    @Nullable
    Entry told() {
        return told;
    }

    /** Waits until it is told, the time has come, or the thread is interrupted; null but for the first. */
    @Nullable
    Entry await(long untilNanos, LongSupplier nanoClock) {
        while (true) {
            Entry entry = told;
            long left = untilNanos - nanoClock.getAsLong();
            if (entry != null || left <= 0 || thread.isInterrupted()) {
                return entry;
            }
            LockSupport.parkNanos(this, left);
        }
    }
}
