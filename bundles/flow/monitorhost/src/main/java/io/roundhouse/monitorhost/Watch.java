package io.roundhouse.monitorhost;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.monitorhost.Calls.Doing;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One monitor on one model, from attach to close, on one thread that begins and ends with it: whatever the plugin leaves
 * in its thread goes with the thread.
 *
 * <p>It is told to {@link #stop}, and then {@link #tend tended} until it has ended: a call of {@code on} or {@code attach}
 * has a second to return before its thread is interrupted, and all of it ten before it is given up.
 */
final class Watch implements Runnable {
    static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Who is told how it goes; on the watch's thread, without a lock of it. */
    interface Owner {
        void started(Watch watch);

        /** It has ended; after {@link #started} or instead of it. */
        void ended(Watch watch);
    }

    final Terms terms;
    private final Watched watched;
    private final Buffer buffer;
    private final Complaints complaints;
    private final Owner owner;
    private final LongSupplier nanoClock;
    private final LongSupplier cpuClock;
    private final Calls calls;
    private final Questions questions;
    private final Thread thread;
    private final Pace pace = new Pace();
    private volatile long stopSinceNanos; // written before stopping
    private volatile boolean stopping;
    private volatile boolean running;
    private volatile boolean over;
    private volatile String refusal = "";

    Watch(Terms terms, Watched watched, Buffer buffer, Complaints complaints, Owner owner, Surroundings around) {
        this.terms = terms;
        if (!terms.provider().takesSample()) {
            buffer.oneIn(1);
        }
        this.watched = watched;
        this.buffer = buffer;
        this.complaints = complaints;
        this.owner = owner;
        this.nanoClock = around.nanoClock();
        this.cpuClock = around.cpuClock();
        String name = terms.provider().name() + "-" + watched.model();
        calls = new Calls(nanoClock);
        questions = new Questions(name, complaints);
        thread = new Thread(null, this, "roundhouse-monitor-" + name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint, where the JVM heeds it: requests come first
    void start() {
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    @Override
    public void run() {
        try {
            live();
        } finally {
            over = true;
            owner.ended(this);
        }
    }

    private void live() {
        MonitorFactory factory = call(Doing.ATTACH, terms.provider()::obtain);
        if (factory == null) {
            refusal = refusal.isEmpty() ? "its component did not start; see the log" : refusal;
            return;
        }
        ModelMonitor monitor = call(Doing.ATTACH, () -> factory.attach(watched, terms.settings()));
        if (monitor == null) {
            refusal = refusal.isEmpty() ? "it gave no monitor" : refusal;
        } else {
            watch(monitor);
        }
        act(Doing.CLOSE, terms.provider()::giveBack);
    }

    private void watch(ModelMonitor monitor) {
        questions.open(monitor);
        running = true;
        owner.started(this);
        long calledNanos = nanoClock.getAsLong();
        while (!stopping) {
            List<InferenceEvent> events = new ArrayList<>();
            buffer.take(events, Pace.BATCH_MAX);
            long pause = pace.after(events.size());
            if (!events.isEmpty() || nanoClock.getAsLong() - calledNanos >= SILENCE_NANOS) {
                List<InferenceEvent> batch = List.copyOf(events);
                long spent = cpuClock.getAsLong();
                act(Doing.ON, () -> monitor.on(batch));
                buffer.spend(cpuClock.getAsLong() - spent);
                calledNanos = nanoClock.getAsLong();
            }
            if (pause > 0 && !stopping) {
                LockSupport.parkNanos(this, pause);
            }
        }
        running = false;
        questions.close();
        act(Doing.CLOSE, monitor::close);
    }

    private void act(Doing what, Runnable action) {
        call(what, () -> {
            action.run();
            return what;
        });
    }

    /** What the plugin gave; null where it threw. */
    @SuppressWarnings("CatchThrowable") // a plugin may throw anything, LinkageError above all
    private <T> @Nullable T call(Doing what, Calls.Call<T> call) {
        try {
            return calls.make(what, call);
        } catch (Throwable thrown) {
            if (what == Doing.ATTACH && thrown instanceof InferenceException known) {
                refusal = known.sentence();
                return null;
            }
            refusal = what == Doing.ATTACH ? "it failed unexpectedly: " + Complaints.text(thrown) : refusal;
            complaints.add(what.toString(), thrown);
            return null;
        }
    }

    /** From now on it is to end; {@link #tend} sees to it. */
    void stop() {
        if (!stopping) {
            stopSinceNanos = nanoClock.getAsLong();
            stopping = true;
            LockSupport.unpark(thread);
        }
    }

    /**
     * Sees to it that one that was told to stop does.
     *
     * @return whether it has ended, or has to be given up
     */
    boolean tend() {
        if (over || !stopping) {
            return over;
        }
        long waited = nanoClock.getAsLong() - stopSinceNanos;
        if (waited >= GRACE_NANOS) {
            calls.interrupt(thread, waited >= STOP_NANOS);
        }
        return waited >= STOP_NANOS;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Attached, and not told to stop. */
    boolean isRunning() {
        return running && !stopping;
    }

    boolean isOver() {
        return over;
    }

    /** Why it was not attached; empty when it was, or is being. */
    String refusal() {
        return refusal;
    }

    /** {@code has been inside on for 14 s}; empty unless it hangs. */
    String hanging() {
        return calls.hanging();
    }

    /** What the monitor says; the other where it runs not, throws or takes too long. */
    <T> T ask(Function<ModelMonitor, T> question, T otherwise) {
        return questions.ask(question, otherwise);
    }

    Thread thread() {
        return thread;
    }
}
