package io.roundhouse.admission;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.server.flow.Admission;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A door with so many places behind it and so many before it.
 *
 * <p>While there is room, {@link #enter} and {@link #leave} are one compare-and-set each on {@link Occupancy}. As soon as
 * somebody waits, both take the lock, and who leaves hands the place to the first in the {@link Line}: it is never free
 * in between, so nobody overtakes. Invariants: whoever is counted as waiting is in the line when the lock is free; who
 * waits does so because all places were taken in the moment it began.
 */
final class Gate implements Admission {
    private final LongSupplier nanoClock;
    private final Occupancy occupancy = new Occupancy();
    private final Line line = new Line();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition everybodyOut = lock.newCondition();
    private AdmissionSettings whole; // under the lock
    private int shedPercent; // under the lock
    private volatile AdmissionSettings settings; // what is left of the whole

    Gate(AdmissionSettings settings, LongSupplier nanoClock) {
        this.whole = settings;
        this.settings = settings;
        this.nanoClock = nanoClock;
    }

    @Override
    public Entry enter(InferenceRequest request) {
        AdmissionSettings limits = settings;
        long now = nanoClock.getAsLong();
        if (request.deadline().isPast(now)) {
            return new Refusal(ErrorCode.DEADLINE_EXCEEDED, "the request's deadline was past before it could begin");
        }
        if (occupancy.tryRun(limits.concurrencyMax())) {
            return new Place(this);
        }
        if (occupancy.isShut()) {
            return draining();
        }
        if (occupancy.waiting() >= limits.queueLengthMax()) {
            return full(limits);
        }
        Waiter waiter = new Waiter();
        Entry atOnce = enterOrQueue(waiter, request.priority());
        if (atOnce != null) {
            return atOnce;
        }
        long waitNanos =
                Math.min(limits.queueWaitMax().toNanos(), request.deadline().remainingNanos(now));
        Entry told = waiter.await(now + waitNanos, nanoClock);
        return told != null ? told : giveUp(waiter, request, now);
    }

    private @Nullable Entry enterOrQueue(Waiter waiter, int priority) {
        lock.lock();
        try {
            AdmissionSettings limits = settings;
            do {
                if (occupancy.isShut()) {
                    return draining();
                }
                if (occupancy.tryRun(limits.concurrencyMax())) {
                    return new Place(this);
                }
                if (occupancy.waiting() >= limits.queueLengthMax()) {
                    return full(limits);
                }
            } while (!occupancy.tryWait(limits.concurrencyMax()));
            line.add(waiter, priority);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private Entry giveUp(Waiter waiter, InferenceRequest request, long sinceNanos) {
        lock.lock();
        try {
            Entry told = waiter.told(); // perhaps between the last look and the lock
            if (told != null) {
                return told;
            }
            line.remove(waiter);
            occupancy.waiterLeft();
        } finally {
            lock.unlock();
        }
        long now = nanoClock.getAsLong();
        String waited = "waited " + (now - sinceNanos) / 1_000_000 + " ms for a place, " + occupancy.running() + " of "
                + settings.concurrencyMax() + " requests running";
        if (request.deadline().isPast(now)) {
            return new Refusal(ErrorCode.DEADLINE_EXCEEDED, "the request's deadline is past: " + waited);
        }
        return new Refusal(ErrorCode.OVERLOADED, "the server is full: " + waited);
    }

    /** A place is free again: for the first who waits, else for whoever comes next. */
    void leave() {
        if (occupancy.tryLeave()) {
            return;
        }
        lock.lock();
        try {
            Waiter next = occupancy.running() <= settings.concurrencyMax() ? line.poll() : null;
            occupancy.left();
            if (next != null) {
                occupancy.waiterEntered();
                next.tell(new Place(this));
            }
            if (occupancy.running() == 0) {
                everybodyOut.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** New limits, from now on; who is inside stays, also when there are now fewer places. */
    void reconfigure(AdmissionSettings newSettings) {
        lock.lock();
        try {
            whole = newSettings;
            useWhatIsLeft();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shed(int percent) {
        if (percent < 0 || percent > 99) {
            throw new IllegalArgumentException("percent to shed must be 0..99, was " + percent);
        }
        lock.lock();
        try {
            shedPercent = percent;
            useWhatIsLeft();
        } finally {
            lock.unlock();
        }
    }

    private void useWhatIsLeft() {
        settings = whole.without(shedPercent);
        while (occupancy.waiting() > 0 && occupancy.running() < settings.concurrencyMax()) {
            Waiter next = line.poll();
            if (next == null) {
                return;
            }
            occupancy.waiterEntered();
            next.tell(new Place(this));
        }
    }

    @Override
    public boolean drain(Duration timeout) {
        long began = nanoClock.getAsLong();
        lock.lock();
        try {
            occupancy.shut();
            for (Waiter waiter : line.removeAll()) {
                occupancy.waiterLeft();
                waiter.tell(draining());
            }
            long left = timeout.toNanos();
            while (occupancy.running() > 0 && left > 0) {
                long parked = Math.max(0, everybodyOut.awaitNanos(left));
                left = Math.min(parked, timeout.toNanos() - (nanoClock.getAsLong() - began));
            }
            return occupancy.running() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void resume() {
        occupancy.open();
    }

    @Override
    public boolean isOpen() {
        return !occupancy.isShut();
    }

    @Override
    public int running() {
        return occupancy.running();
    }

    int waiting() {
        return occupancy.waiting();
    }

    private static Refusal draining() {
        return new Refusal(
                ErrorCode.DRAINING, "the server takes no more requests: it is stopping or was told to drain");
    }

    private Refusal full(AdmissionSettings limits) {
        return new Refusal(
                ErrorCode.OVERLOADED,
                "the server is full: " + occupancy.running() + " of " + limits.concurrencyMax() + " requests running, "
                        + occupancy.waiting() + " of " + limits.queueLengthMax() + " waiting");
    }
}
