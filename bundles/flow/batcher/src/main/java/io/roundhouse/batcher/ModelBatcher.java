package io.roundhouse.batcher;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.spi.engine.LoadedModel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The batches of one loaded model. As many threads may call the engine at once as the model has {@link Instances}.
 *
 * <p>While nobody waits and the engine is quick, a {@link io.roundhouse.server.flow.RequestThread} calls it itself: to wake
 * another thread and be woken by it would take longer. All others put themselves into the {@link WaitingLine} and wait,
 * and {@link Runner}s take from it. A runner takes all that has gathered while the engine computed, up to {@code
 * rows_max}: under load batches grow by themselves, and without load nobody waits for one. A further instance is woken
 * when the batches take longer than waking it does. Only with several instances and {@code wait_max} does a free runner
 * wait for a fuller batch, while another computes.
 *
 * <p>Requests that nobody waits for never stand in the line: see {@link Background}.
 *
 * <p>Nobody is left waiting: T1 puts itself into the line, then looks whether an instance is taken; T2 gives its instance
 * back, then looks into the line. One of them sees the other, and wakes a runner.
 */
final class ModelBatcher implements Batcher {
    private static final Logger LOG = System.getLogger(BatcherComponent.PID);
    private static final long LOOK_NANOS = 1_000_000;
    private static final int INSTANCES_MAX = 256; // each is a thread

    private final String name;
    private final BatchingSettings settings;
    private final LongSupplier nanoClock;
    private final BatchRule rule;
    private final BatchSizes sizes;
    private final WaitingLine line;
    private final BatchRun batchRun;
    private final Runners runners;
    private final Instances instances;
    private final Pace pace = new Pace();
    private final Awaited awaited = new Awaited();
    private final RequestThreads requestThreads = new RequestThreads();
    private final Background background;
    private volatile boolean closed;

    ModelBatcher(ModelId id, LoadedModel model, BatchingSettings settings, LongSupplier nanoClock, CpuMeter cpu) {
        this.name = id.toString();
        this.settings = settings;
        this.nanoClock = nanoClock;
        this.rule = new BatchRule(model.spec().batches() && settings.rowsMax() > 1, settings.rowsMax());
        this.sizes = new BatchSizes(settings.rowsMax());
        this.line = new WaitingLine(settings.queueMax(), sizes);
        this.batchRun = new BatchRun(name, new CheckedModel(name, model, rule.batches()), nanoClock, cpu);
        int count = checkedInstances(model.instances());
        this.instances = new Instances(count);
        this.background = new Background(name, line, instances, requestThreads, batchRun, awaited);
        this.runners = new Runners(this, name, count);
    }

    private int checkedInstances(int count) {
        if (count < 1 || count > INSTANCES_MAX) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    "the engine of " + name + " asks for " + count + " instances, must be 1.." + INSTANCES_MAX);
        }
        return count;
    }

    void start() {
        try {
            runners.start();
        } catch (Throwable t) { // no more threads: those that run must not stay
            close();
            throw t;
        }
    }

    @Override
    public Answer infer(Tensors inputs, Deadline deadline) {
        if (closed) {
            throw new InferenceException(ErrorCode.MODEL_NOT_READY, name + " is closed");
        }
        Pending pending = new Pending(inputs, rule.joinableRows(inputs), deadline, nanoClock.getAsLong());
        if (RequestThreads.isBackground(Thread.currentThread())) {
            background.run(pending, this::isClosed);
            if (line.hasWaiting()) {
                runners.wakeOne();
            }
        } else {
            awaited.note(pending.sinceNanos);
            if (!runsHere(pending)) {
                enqueue(pending);
            }
        }
        return pending.await(nanoClock, name);
    }

    private void enqueue(Pending pending) {
        if (!line.offer(pending)) {
            throw new InferenceException(
                    ErrorCode.OVERLOADED,
                    "queue of " + name + " is full, " + settings.queueMax() + " of " + settings.queueMax());
        }
        if (!instances.isAnyTaken() || !pace.isQuick()) { // who has an instance looks for arrivals when done
            runners.wakeOne();
        }
    }

    /** Calls the engine on the thread of the request, if that is allowed there, quick, and before nobody's turn. */
    private boolean runsHere(Pending pending) {
        if (!pace.isQuickEnoughHere()
                || line.hasWaiting()
                || mayGather()
                || !requestThreads.admit(Thread.currentThread())
                || !instances.tryTake()) {
            return false;
        }
        try {
            if (closed) { // T1 closes, then waits for instances; T2 takes one, then looks: the engine is never called
                // closed
                return false;
            }
            run(batchRun.isOver(pending) ? List.of() : List.of(pending));
        } finally {
            instances.giveBack();
        }
        boolean unused = Thread.interrupted(); // an engine may leave the flag set, and it would close the connection
        if (line.hasWaiting() && pace.isQuick()) {
            runNext(); // those who came meanwhile, once: as quick as to wake a runner for them
        }
        if (line.hasWaiting()) {
            runners.wakeOne();
        }
        return true;
    }

    /** Whether a free instance is to wait for a fuller batch, as another computes. */
    private boolean mayGather() {
        return !settings.waitMax().isZero() && instances.isAnyTaken() && !closed;
    }

    /** How long a free runner leaves the waiting requests to gather; 0 unless another instance computes. */
    long gatherNanosLeft() {
        return mayGather() ? line.gatherNanosLeft(settings.waitMax().toNanos(), nanoClock.getAsLong()) : 0;
    }

    /** Runs the next batch, if somebody waits and an instance is free. */
    boolean runNext() {
        if (!instances.tryTake()) {
            return false;
        }
        try {
            return run(take());
        } finally {
            instances.giveBack();
        }
    }

    private List<Pending> take() {
        List<Pending> batch = line.take(batchRun::isOver);
        if (line.hasWaiting() && !pace.isQuick()) {
            runners.wakeOne(); // what one arrival's wake-up left over is another instance's work
        }
        return batch;
    }

    private boolean run(List<Pending> batch) {
        if (batch.isEmpty()) {
            return false;
        }
        long began = nanoClock.getAsLong();
        batchRun.run(batch);
        took(batch, nanoClock.getAsLong() - began);
        return true;
    }

    private void took(List<Pending> batch, long nanos) {
        pace.took(nanos);
        if (!pace.isQuick() && batch.get(0).joinableRows > 0) {
            sizes.took(batch, nanos);
        }
    }

    /** Whether a runner has something to do at once. */
    boolean hasWork() {
        return line.hasWaiting() && instances.isAnyFree();
    }

    int waiting() {
        return line.length();
    }

    boolean hasArrivals() {
        return line.hasArrivals();
    }

    boolean isClosed() {
        return closed;
    }

    boolean isDone() {
        return closed && !line.hasWaiting();
    }

    /** Waits for as long as it takes: the caller unloads the model next, and that under a running call ends the process. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = runners.join();
        awaitRequestThreads();
        requestThreads.retire();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitRequestThreads() {
        long reported = System.nanoTime();
        while (instances.isAnyTaken()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            if (System.nanoTime() - reported > Runners.REPORT_MILLIS * 1_000_000) {
                reported = System.nanoTime();
                LOG.log(Level.WARNING, "engine does not return to a request model={0}", name);
            }
        }
    }
}
