package io.roundhouse.monitorhost;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What a monitor throws: counted, and logged once a minute. As text: a logged or kept exception would keep the classes of
 * a bundle that has gone. Any thread.
 */
final class Complaints {
    private static final Logger LOG = System.getLogger("io.roundhouse.monitorhost");
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int LENGTH_MAX = 500;

    private final String who;
    private final LongSupplier nanoClock;
    private final AtomicLong all = new AtomicLong();
    private final AtomicLong unreported = new AtomicLong();
    private final AtomicLong nextNanos;

    Complaints(String monitor, String model, LongSupplier nanoClock) {
        this.who = "monitor=" + monitor + " model=" + model;
        this.nanoClock = nanoClock;
        this.nextNanos = new AtomicLong(nanoClock.getAsLong());
    }

    void add(String doing, Throwable thrown) {
        add(doing, text(thrown));
    }

    void add(String doing, String why) {
        all.incrementAndGet();
        unreported.incrementAndGet();
        long now = nanoClock.getAsLong();
        long next = nextNanos.get();
        if (now - next >= 0 && nextNanos.compareAndSet(next, now + MINUTE)) {
            LOG.log(
                    Level.WARNING,
                    "monitor failed {0} doing={1} count={2} last=\"{3}\"",
                    who,
                    doing,
                    unreported.getAndSet(0),
                    why);
        }
    }

    long count() {
        return all.get();
    }

    /** An exception's own methods are the plugin's code too. */
    @SuppressWarnings("CatchThrowable")
    static String text(Throwable thrown) {
        String text;
        try {
            text = String.valueOf(thrown);
        } catch (Throwable t) {
            text = thrown.getClass().getName();
        }
        String line = text.lines().findFirst().orElse("");
        return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX);
    }
}
