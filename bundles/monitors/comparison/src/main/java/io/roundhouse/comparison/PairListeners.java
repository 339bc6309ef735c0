package io.roundhouse.comparison;

import io.roundhouse.server.control.PairListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The listeners that are there now. What one throws is counted, logged once a minute as text, and reaches no other. */
final class PairListeners implements PairListener {
    private static final Logger LOG = System.getLogger(ComparisonComponent.PID);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final List<PairListener> listeners = new CopyOnWriteArrayList<>();
    private final LongSupplier nanoClock;
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong nextReportNanos;

    PairListeners(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.nextReportNanos = new AtomicLong(nanoClock.getAsLong());
    }

    void add(PairListener listener) {
        listeners.add(listener);
    }

    /** Takes out this very one. */
    void remove(PairListener listener) {
        listeners.remove(listener);
    }

    /** How often a listener threw. */
    long failed() {
        return failed.get();
    }

    @Override
    public void on(Pair pair) {
        for (PairListener listener : listeners) {
            try {
                listener.on(pair);
            } catch (Throwable t) { // a LinkageError too: a listener may be half gone
                failed(t);
            }
        }
    }

    private void failed(Throwable t) {
        long times = failed.incrementAndGet();
        long now = nanoClock.getAsLong();
        long next = nextReportNanos.get();
        if (now - next >= 0 && nextReportNanos.compareAndSet(next, now + MINUTE)) {
            LOG.log(Level.WARNING, "listener of pairs failed count={0} last={1}", times, t.toString());
        }
    }
}
