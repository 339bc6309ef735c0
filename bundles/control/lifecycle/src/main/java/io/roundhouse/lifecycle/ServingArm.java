package io.roundhouse.lifecycle;

import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.model.ModelSpec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An arm that answers: one session, one set of steps, and the leases on them.
 *
 * <p>A lease is counted before the flag is tested, and the flag is set before the count is read. T1 counts, T2 retires
 * and reads a count of 1: it waits. T2 retires and reads 0, T1 counts and sees the flag: it gives back and looks for the
 * successor. There is no order in which T1 goes on and T2 closes.
 */
final class ServingArm {
    private static final VarHandle LEASES;

    static {
        try {
            LEASES = MethodHandles.lookup().findVarHandle(ServingArm.class, "leases", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Two arms with equal keys do the same. */
    record Key(String name, Session.Key session, Steps.Key steps, List<String> flags) {}

    private final Key key;
    private final ModelSpec spec;
    private final Shared<Session> session;
    private final Shared<Steps> steps;
    private final long sinceMillis;
    private volatile ServedBy servedBy; // changes only in what definition it belongs to

    @SuppressWarnings("UnusedVariable") // through LEASES
    private volatile int leases;

    private volatile boolean retired;
    private @Nullable Runnable whenDrained;
    private boolean closed;

    /** Takes over one use of the session and one of the steps. */
    ServingArm(Key key, ModelSpec spec, Shared<Session> session, Shared<Steps> steps, long sinceMillis) {
        this.key = key;
        this.spec = spec;
        this.session = session;
        this.steps = steps;
        this.sinceMillis = sinceMillis;
        Provider<?> engine = key.session().engine();
        this.servedBy = new ServedBy(
                key.session().artifact().id(),
                key.name(),
                engine.name(),
                engine.version().text(),
                key.steps().hash(),
                String.join(", ", key.steps().texts()),
                "");
    }

    Key key() {
        return key;
    }

    ServedBy servedBy() {
        return servedBy;
    }

    /** It is, or remains, a part of the definition of that hash. */
    void defined(String config) {
        ServedBy now = servedBy;
        if (!now.config().equals(config)) {
            servedBy = new ServedBy(
                    now.model(), now.arm(), now.engine(), now.engineVersion(), now.transformers(), now.steps(), config);
        }
    }

    ModelSpec spec() {
        return spec;
    }

    Shared<Session> session() {
        return session;
    }

    Shared<Steps> steps() {
        return steps;
    }

    long sinceMillis() {
        return sinceMillis;
    }

    /** Holds it open; null when it takes no more. */
    @Nullable
    Lease lease() {
        LEASES.getAndAdd(this, 1);
        if (!retired) {
            return new Lease(this);
        }
        giveBack();
        return null;
    }

    void giveBack() {
        if ((int) LEASES.getAndAdd(this, -1) == 1 && retired) {
            drained();
        }
    }

    private void drained() {
        Runnable then;
        synchronized (this) {
            notifyAll();
            then = whenDrained;
            whenDrained = null;
        }
        if (then != null) {
            then.run();
        }
    }

    int leases() {
        return (int) LEASES.getVolatile(this);
    }

    /** Takes no more leases. */
    void retire() {
        retired = true;
    }

    /** Waits until the leases are back; false when {@code endNanos} is past first. */
    synchronized boolean awaitDrained(long endNanos) {
        try {
            while (leases() > 0) {
                long left = endNanos - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }

    /** Runs {@code then} once, now or on the thread that gives the last lease back. */
    void whenDrained(Runnable then) {
        synchronized (this) {
            whenDrained = then;
        }
        if (leases() == 0) {
            drained();
        }
    }

    /** True for the first who asks: that one closes. */
    synchronized boolean claimClose() {
        boolean first = !closed;
        closed = true;
        return first;
    }
}
