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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The batches of one loaded model. Request threads put themselves into the {@link WaitingLine} and wait; as many {@link
 * Runner}s as the model has instances take from it. A runner that becomes free takes all that has gathered while the
 * engine computed, up to {@code rows_max}: under load batches grow by themselves, and without load nobody waits for one.
 * A further instance is woken when the batches take longer than waking it does.
 * Only with several instances and {@code wait_max} does a free runner wait for a fuller batch, while another computes.
 */
final class ModelBatcher implements Batcher {
    private static final Logger LOG = System.getLogger(BatcherComponent.PID);
    private static final long REPORT_MILLIS = 10_000; // between two reports of an engine that does not come back
    private static final int INSTANCES_MAX = 256; // each is a thread

    /** A thread's wake-up takes about so long: an instance that is done sooner takes what arrives itself, and cheaper. */
    private static final long WAKE_NANOS = 100_000;

    private static final long SECOND_NANOS = 1_000_000_000;

    private final String name;
    private final BatchingSettings settings;
    private final LongSupplier nanoClock;
    private final BatchRule rule;
    private final WaitingLine line;
    private final BatchRun batchRun;
    private final List<Runner> runners;
    private final AtomicInteger computing = new AtomicInteger();
    private volatile long slowestNanos = SECOND_NANOS; // of the latest batches, older ones fading; a guess at first
    private volatile boolean closed;

    ModelBatcher(ModelId id, LoadedModel model, BatchingSettings settings, LongSupplier nanoClock) {
        this.name = id.toString();
        this.settings = settings;
        this.nanoClock = nanoClock;
        this.rule = new BatchRule(model.spec().batches() && settings.rowsMax() > 1, settings.rowsMax());
        this.line = new WaitingLine(settings.queueMax(), rule);
        this.batchRun = new BatchRun(name, new CheckedModel(name, model, rule.batches()), nanoClock);
        this.runners = IntStream.range(0, checkedInstances(model.instances()))
                .mapToObj(i -> new Runner(this, "roundhouse-batcher-" + name + "-" + i))
                .toList();
    }

    private int checkedInstances(int instances) {
        if (instances < 1 || instances > INSTANCES_MAX) {
            throw new InferenceException(
                    ErrorCode.LOAD_FAILED,
                    "the engine of " + name + " asks for " + instances + " instances, must be 1.." + INSTANCES_MAX);
        }
        return instances;
    }

    void start() {
        try {
            runners.forEach(Runner::start);
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
        if (!line.offer(pending)) {
            throw new InferenceException(
                    ErrorCode.OVERLOADED,
                    "queue of " + name + " is full, " + settings.queueMax() + " of " + settings.queueMax());
        }
        if (computing.get() == 0 || !isQuick()) { // one that computes looks for arrivals before it sleeps
            wakeOne();
        }
        return pending.await(nanoClock, name);
    }

    private boolean isQuick() {
        return slowestNanos < WAKE_NANOS;
    }

    private void wakeOne() {
        for (int i = 0; i < runners.size(); i++) {
            if (runners.get(i).wake()) {
                return;
            }
        }
    }

    /** How long a free runner leaves the waiting requests to gather; 0 unless another runner computes. */
    long gatherNanosLeft() {
        return settings.waitMax().isZero() || computing.get() == 0 || closed
                ? 0
                : line.gatherNanosLeft(settings.waitMax().toNanos(), nanoClock.getAsLong());
    }

    List<Pending> take() {
        List<Pending> batch = line.take(batchRun::isOver);
        if (line.length() > 0 && !isQuick()) {
            wakeOne(); // what one arrival's wake-up left over is another instance's work
        }
        return batch;
    }

    void run(List<Pending> batch) {
        computing.incrementAndGet();
        long began = nanoClock.getAsLong();
        try {
            batchRun.run(batch);
        } finally {
            slowestNanos = Math.max(nanoClock.getAsLong() - began, slowestNanos - slowestNanos / 8);
            computing.decrementAndGet();
        }
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
        return closed && line.length() == 0;
    }

    /** Waits for as long as it takes: the caller unloads the model next, and that under a running call ends the process. */
    @Override
    public void close() {
        closed = true;
        runners.forEach(Runner::wake);
        boolean interrupted = false;
        for (Runner runner : runners) {
            interrupted |= join(runner.thread());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean join(Thread thread) {
        boolean interrupted = false;
        for (int round = 1; thread.isAlive(); round++) {
            try {
                thread.join(REPORT_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (thread.isAlive()) {
                LOG.log(Level.WARNING, "engine does not return thread={0} waits={1}", thread.getName(), round);
            }
        }
        return interrupted;
    }
}
