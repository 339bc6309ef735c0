package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.host.Message.Loaded;
import io.roundhouse.spi.engine.LoadedModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * A model in a process of its own. When that ends, another is started that loads the model again; requests that come meanwhile
 * wait for it, within their deadlines, and those that were in it are run again by themselves, see {@link Quarantine}.
 */
final class HostedModel implements LoadedModel {
    private static final Duration ALONE_IDLE_MAX = Duration.ofMinutes(1);

    private final String what;
    private final Gate gate;
    private final Keeper keeper;
    private final Loaded loaded;
    private final QuarantineHost apart;
    private final QuarantineGuard guard;

    private HostedModel(
            String what, Gate gate, Keeper keeper, Loaded loaded, QuarantineHost apart, QuarantineGuard guard) {
        this.what = what;
        this.gate = gate;
        this.keeper = keeper;
        this.loaded = loaded;
        this.apart = apart;
        this.guard = guard;
    }

    /**
     * Loads it; blocks.
     *
     * @throws InferenceException the engine's own refusal, or {@code LOAD_FAILED}; no process is left
     */
    static HostedModel load(
            String what, String digest, Quarantine quarantine, Supervisor supervisor, Keeper.Start start) {
        Gate gate = new Gate(what);
        Keeper keeper = new Keeper(what, supervisor, start, gate);
        boolean done = false;
        try {
            Loaded loaded = keeper.start().get();
            QuarantineHost apart = new QuarantineHost(
                    what, ALONE_IDLE_MAX, own -> new Keeper(what + " in quarantine", supervisor, start, own));
            QuarantineSubject subject =
                    new QuarantineSubject(digest, loaded.spec().batches(), true);
            QuarantineGuard guard = new QuarantineGuard(quarantine, subject, apart, System::nanoTime);
            HostedModel model = new HostedModel(what, gate, keeper, loaded, apart, guard);
            done = true;
            return model;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof InferenceException refusal
                    ? refusal
                    : new InferenceException(ErrorCode.INTERNAL, "the process of " + what + " failed to start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ErrorCode.LOAD_FAILED, "the load of " + what + " was interrupted", e);
        } finally {
            if (!done) {
                keeper.stop();
            }
        }
    }

    @Override
    public ModelSpec spec() {
        return loaded.spec();
    }

    @Override
    public int instances() {
        return loaded.instances();
    }

    @Override
    public List<String> notes() {
        return loaded.notes();
    }

    @Override
    public Tensors infer(Tensors batch, Deadline deadline) {
        Optional<Tensors> answer = Optional.empty();
        while (answer.isEmpty()) { // a child that drains has its successor published already
            Child child = gate.child(deadline);
            answer = guarded(child, batch, deadline);
        }
        Answers.check(loaded.spec(), batch, answer.get(), what);
        return answer.get();
    }

    private Optional<Tensors> guarded(Child child, Tensors batch, Deadline deadline) {
        try {
            return guard.infer(batch, deadline, child.flights().of(guard), () -> child.infer(batch, deadline));
        } catch (InferenceException e) {
            if (e.code() != ErrorCode.REQUEST_QUARANTINED) {
                throw e;
            }
            String sentence = what + ": " + e.sentence() + "; change the request, or mend the model";
            throw new InferenceException(e.code(), sentence, e);
        }
    }

    @Override
    public void close() {
        apart.close();
        keeper.stop();
    }
}
