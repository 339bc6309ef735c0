package io.roundhouse.pipeline;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.inference.InferenceEvent.Failed;
import io.roundhouse.api.inference.InferenceEvent.Outcome;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.server.flow.Admission;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.Shadowing.LeftOut;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.spi.router.Route;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which watching arms answer, so that they hurt no arm that answers: few threads;
 * a shadow request begins only while few requests are inside and within an {@link IdleBudget}; on its own thread, with an engine instance that nobody else
 * wants ({@link ShadowThread#isBackground}); an arm that hangs keeps all threads but one at most. What finds no room in
 * time is left out and counted by {@link ShadowLine}.
 */
final class Shadows implements AutoCloseable {
    private static final Logger LOG = System.getLogger(PipelineComponent.PID);
    private static final long CLOSE_MILLIS = 10_000;

    /** What came of looking for work. */
    enum Look {
        RAN,
        NO_ROOM,
        NO_BUDGET,
        NOTHING
    }

    private final PipelineSettings settings;
    private final ShadowLine line;
    private final ShadowRun runs;
    private final LongSupplier nanoClock;
    private final IntSupplier processors;
    private final IdleBudget budget;
    private volatile List<ShadowThread> threads = List.of(); // replaced whole under the lock, never changed
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Admission admission;
    private boolean closed; // guarded by this
    private int started; // guarded by this

    Shadows(
            PipelineSettings settings,
            ShadowLine line,
            InferenceMonitor monitors,
            LongSupplier nanoClock,
            IntSupplier processors,
            IdleBudget budget) {
        this.settings = settings;
        this.line = line;
        this.runs = new ShadowRun(monitors, nanoClock);
        this.nanoClock = nanoClock;
        this.processors = processors;
        this.budget = budget;
    }

    /** Watching by the arms of that catalogue, while those whom that admission let in leave room. */
    Watching on(ModelCatalog catalog, Admission whoIsInside) {
        admission = whoIsInside;
        return (live, route) -> {
            if (!route.watching().isEmpty() && isWorthWatching(live)) {
                offer(catalog, live, route);
            }
        };
    }

    /** A caller's mistake, or a server too full, says nothing of the arm. */
    private static boolean isWorthWatching(Outcome live) {
        return !(live instanceof Failed failed)
                || (failed.servedBy().isPresent() && failed.failure().code().category() == ErrorCode.Category.SERVER);
    }

    private void offer(ModelCatalog catalog, Outcome live, Route route) {
        Optional<ServedBy> liveArm = ShadowRun.servedBy(live);
        if (liveArm.isEmpty()) {
            return;
        }
        long now = nanoClock.getAsLong();
        boolean offered = false;
        for (String arm : route.watching()) {
            offered |= line.offer(ShadowTask.of(catalog, arm, liveArm.get(), live, now), settings, budget.isSpent());
        }
        if (offered) {
            see();
        }
    }

    /** Makes sure that somebody will see what was offered: wakes who sleeps, and starts who is missing. */
    private void see() {
        if (awake()) {
            return;
        }
        synchronized (this) {
            List<ShadowThread> now = new ArrayList<>(threads);
            now.removeIf(ShadowThread::isRetired);
            now.forEach(ShadowThread::wake);
            while (now.size() < settings.threads() && !closed) {
                ShadowThread thread = new ShadowThread(this, "roundhouse-pipeline-shadow-" + started++);
                thread.start();
                now.add(thread);
            }
            threads = List.copyOf(now);
        }
    }

    /** A thread has ended because a model that it called did; others have the rest of its work. */
    void retired() {
        if (line.hasWaiting()) {
            see();
        }
    }

    private boolean awake() {
        List<ShadowThread> now = threads;
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).isAwake()) {
                return false;
            }
        }
        return now.size() == settings.threads();
    }

    /** Runs the next request, if there is one and room for it. */
    Look runNext() {
        line.leaveOutOlderThan(settings.waitMax().toNanos());
        int ofOneArm = Math.max(1, settings.threads() - 1);
        if (!line.hasWorkFor(ofOneArm)) {
            return Look.NOTHING;
        }
        if (!hasRoom()) {
            return Look.NO_ROOM;
        }
        if (!budget.hasRoom()) {
            return Look.NO_BUDGET;
        }
        ShadowLine.Work work = line.take(ofOneArm);
        if (work == null) {
            return Look.NOTHING;
        }
        long begun = nanoClock.getAsLong();
        try {
            runs.run(work.arm(), work.task());
        } catch (RuntimeException | Error e) {
            work.arm().leftOut(LeftOut.STOPPED);
            throw e;
        } finally {
            work.arm().end();
            budget.spend(nanoClock.getAsLong() - begun);
        }
        return Look.RAN;
    }

    private boolean hasRoom() {
        Admission now = admission;
        int insideMax = Math.max(1, processors.getAsInt() * settings.loadMaxPercent() / 100);
        return now == null || now.running() < insideMax;
    }

    boolean hasWaiting() {
        return line.hasWaiting();
    }

    /** Whether the caller is the one who waits for room, and looks often; it ends that with {@link #lookedForRoom}. */
    boolean looksForRoom() {
        return looking.compareAndSet(false, true);
    }

    void lookedForRoom() {
        looking.set(false);
    }

    /** Ends the threads; what waits is for those who come after, or to be {@linkplain ShadowLine#clear cleared}. */
    @Override
    public void close() {
        List<ShadowThread> last;
        synchronized (this) {
            closed = true;
            last = threads;
        }
        last.forEach(ShadowThread::retire);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        try {
            for (ShadowThread thread : last) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long left = last.stream().filter(Thread::isAlive).count();
        if (left > 0) {
            LOG.log(Level.WARNING, "shadow requests still running threads={0} after_ms={1}", left, CLOSE_MILLIS);
        }
    }
}
