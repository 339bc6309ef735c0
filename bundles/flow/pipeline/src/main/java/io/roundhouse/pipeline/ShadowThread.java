package io.roundhouse.pipeline;

import io.roundhouse.server.flow.RequestThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread on which watching arms answer. It is not woken for a request, which would cost the live request's thread a
 * system call: while requests come it looks for them by itself, every {@link #TICK_NANOS}, and it is woken only after a
 * second without any. Its priority is the lowest, which the kernel hears of only where the JVM is told to pass it on
 * ({@code -XX:ThreadPriorityPolicy=1 -XX:JavaPriority1_To_OSPriority=19}); nothing depends on that.
 */
@SuppressWarnings("ThreadPriorityCheck") // nothing is right or wrong by it, only dearer
final class ShadowThread extends Thread implements RequestThread {
    private static final Logger LOG = System.getLogger(PipelineComponent.PID);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long NO_ROOM_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int TICKS_AWAKE = 500;

    private final Shadows shadows;
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile boolean retired;

    ShadowThread(Shadows shadows, String name) {
        super(name);
        this.shadows = shadows;
        setDaemon(true); // an engine that hangs must not keep the process from ending
        setPriority(Thread.MIN_PRIORITY);
    }

    @Override
    public boolean isBackground() {
        return true;
    }

    @Override
    public void retire() {
        retired = true;
        LockSupport.unpark(this);
    }

    boolean isRetired() {
        return retired;
    }

    /** Whether it sees by itself what is offered. */
    boolean isAwake() {
        return !retired && !asleep.get();
    }

    /** Wakes it if it sleeps. */
    void wake() {
        if (asleep.compareAndSet(true, false)) {
            LockSupport.unpark(this);
        }
    }

    @Override
    public void run() {
        int idleTicks = 0;
        while (!retired) {
            try {
                switch (shadows.runNext()) {
                    case RAN -> {
                        idleTicks = 0;
                        Thread.yield();
                    }
                    case NO_ROOM -> awaitRoom();
                    case NO_BUDGET -> LockSupport.parkNanos(shadows, TICK_NANOS);
                    case NOTHING -> idleTicks = idle(idleTicks + 1);
                }
            } catch (Throwable t) { // a fault of ours or no memory
                LOG.log(Level.WARNING, "shadow thread failed and goes on: {0}", t.toString());
                LockSupport.parkNanos(shadows, TICK_NANOS);
            }
        }
        shadows.retired();
    }

    private void awaitRoom() {
        if (shadows.looksForRoom()) {
            LockSupport.parkNanos(shadows, NO_ROOM_NANOS);
            shadows.lookedForRoom();
        } else {
            LockSupport.parkNanos(shadows, TICK_NANOS);
        }
    }

    private int idle(int ticks) {
        if (ticks < TICKS_AWAKE) {
            LockSupport.parkNanos(shadows, TICK_NANOS);
            return ticks;
        }
        asleep.set(true); // from here on whoever offers wakes it; who offered before is seen below
        if (!retired && !shadows.hasWaiting()) {
            LockSupport.park(shadows);
        }
        asleep.set(false);
        return 0;
    }
}
