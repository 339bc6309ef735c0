package io.roundhouse.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One session, run by up to as many callers at once as it has slots. Closed once for good, by its owner or by the engine
 * when that stops, whoever comes first; a run that is inside then is stopped first, as a session that is freed under a
 * run takes the process with it.
 */
final class OnnxModel implements LoadedModel {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Signature signature;
    private final List<String> notes;
    private final List<RunSlot> slots;
    private final Watchdog watchdog;
    private final LongSupplier nanoClock;
    private final Consumer<OnnxModel> onClosed;
    private volatile boolean foretells = true; // until an output comes in another shape than the model declares
    private boolean closed; // under the lock of this

    OnnxModel(
            String name,
            OrtEnvironment environment,
            OrtSession session,
            Signature signature,
            List<String> notes,
            List<RunSlot> slots,
            Watchdog watchdog,
            LongSupplier nanoClock,
            Consumer<OnnxModel> onClosed) {
        this.name = name;
        this.environment = environment;
        this.session = session;
        this.signature = signature;
        this.notes = List.copyOf(notes);
        this.slots = List.copyOf(slots);
        this.watchdog = watchdog;
        this.nanoClock = nanoClock;
        this.onClosed = onClosed;
    }

    @Override
    public ModelSpec spec() {
        return signature.spec();
    }

    @Override
    public int instances() {
        return slots.size();
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        if (deadline.isPast(nanoClock.getAsLong())) {
            throw new InferenceException(ErrorCode.DEADLINE_EXCEEDED, name + " was asked after the deadline");
        }
        RunSlot slot = begin(deadline.nanoTime());
        Exception thrown;
        RunSlot.End end;
        try {
            watchdog.begun(deadline.nanoTime());
            return run(batch, slot.options());
        } catch (OrtException | RuntimeException e) {
            thrown = e;
        } finally {
            end = slot.end(deadline.nanoTime());
        }
        throw failure(thrown, end);
    }

    /** How many runs are inside. */
    long running() {
        return slots.stream().filter(RunSlot::isRunning).count();
    }

    private RunSlot begin(long deadlineNanos) {
        for (RunSlot slot : slots) {
            if (slot.tryBegin(deadlineNanos)) {
                return slot;
            }
        }
        if (slots.stream().allMatch(RunSlot::isClosed)) {
            throw closedByEngine();
        }
        throw new InferenceException(
                ErrorCode.INTERNAL,
                name + " was called more often at once than its instances allow, " + slots.size() + " of "
                        + slots.size() + " are taken");
    }

    private Tensors run(Tensors batch, RunOptions options) throws OrtException {
        boolean prepare = foretells;
        try {
            return run(batch, options, prepare);
        } catch (OrtException e) {
            if (!prepare || !OrtErrors.isAboutShape(e)) {
                throw e;
            }
        }
        Tensors answer = run(batch, options, false);
        foretells = false; // the model declares an output wrongly: from now on ORT allocates and we copy
        return answer;
    }

    private Tensors run(Tensors batch, RunOptions options, boolean prepare) throws OrtException {
        try (Bindings bindings = new Bindings(environment, signature)) {
            bindings.give(batch);
            if (prepare) {
                bindings.limit();
                bindings.prepare();
            }
            return bindings.run(session, options);
        }
    }

    private InferenceException failure(Exception thrown, RunSlot.End end) {
        if (thrown instanceof InferenceException e) {
            return e;
        }
        return switch (end) {
            case COMPLETED -> OrtErrors.run(name, thrown);
            case STOPPED -> new InferenceException(ErrorCode.DEADLINE_EXCEEDED, name + " was stopped at the deadline");
            case CLOSED -> closedByEngine();
        };
    }

    private InferenceException closedByEngine() {
        return new InferenceException(ErrorCode.PLUGIN_MISSING, name + " is closed, its engine has stopped");
    }

    @Override
    public void close() {
        if (!closeWithin(STOP_LIMIT)) {
            throw new InferenceException(
                    ErrorCode.ENGINE_FAILED,
                    name + " could not be closed: " + running() + " runs did not stop within " + STOP_LIMIT.toSeconds()
                            + " s; their memory stays until the process ends");
        }
    }

    /** Stops what runs and frees the session; false when a run does not stop, and then the session must stay. */
    synchronized boolean closeWithin(Duration limit) {
        if (closed) {
            return true;
        }
        try {
            closed = NativeThread.call("close", () -> release(limit));
        } catch (Exception e) {
            throw OrtErrors.run(name, e);
        }
        if (closed) {
            onClosed.accept(this);
        }
        return closed;
    }

    private boolean release(Duration limit) throws OrtException, InterruptedException {
        for (RunSlot slot : slots) {
            if (!slot.close(limit.toNanos())) {
                return false;
            }
        }
        watchdog.remove(slots);
        session.close();
        return true;
    }
}
