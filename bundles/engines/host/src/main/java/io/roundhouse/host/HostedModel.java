package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.host.Message.Loaded;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * A model in a process of its own. When that ends, the requests in it fail, and another is started that loads the model
 * again; requests that come meanwhile wait for it, within their deadlines.
 */
final class HostedModel implements LoadedModel {
    private final String what;
    private final Gate gate;
    private final Keeper keeper;
    private final Loaded loaded;

    private HostedModel(String what, Gate gate, Keeper keeper, Loaded loaded) {
        this.what = what;
        this.gate = gate;
        this.keeper = keeper;
        this.loaded = loaded;
    }

    /**
     * Loads it; blocks.
     *
     * @throws InferenceException the engine's own refusal, or {@code LOAD_FAILED}; no process is left
     */
    static HostedModel load(String what, Supervisor supervisor, Keeper.Start start) {
        Gate gate = new Gate(what);
        Keeper keeper = new Keeper(what, supervisor, start, gate);
        boolean done = false;
        try {
            HostedModel model =
                    new HostedModel(what, gate, keeper, keeper.start().get());
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
            answer = gate.child(deadline).infer(batch, deadline);
        }
        Answers.check(loaded.spec(), batch, answer.get(), what);
        return answer.get();
    }

    @Override
    public void close() {
        keeper.stop();
    }
}
