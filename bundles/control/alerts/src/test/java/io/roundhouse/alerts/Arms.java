package io.roundhouse.alerts;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelLifecycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A lifecycle that knows of drained arms and nothing else. */
final class Arms implements ModelLifecycle {
    final Set<String> drained = new TreeSet<>();
    final List<String> calls = new ArrayList<>();
    String refusal = "";

    @Override
    public void drain(String model, String arm) {
        if (!refusal.isEmpty()) {
            throw new InferenceException(ErrorCode.INVALID_REQUEST, refusal);
        }
        if (drained.add(model + "/" + arm)) {
            calls.add("drain " + model + " " + arm);
        }
    }

    @Override
    public void resume(String model, String arm) {
        if (drained.remove(model + "/" + arm)) {
            calls.add("resume " + model + " " + arm);
        }
    }

    @Override
    public void apply(ModelDefinition wanted) {
        throw new AssertionError("alerts apply nothing");
    }

    @Override
    public void remove(String name) {
        throw new AssertionError("alerts remove nothing");
    }

    @Override
    public void reject(ModelId id, String reason) {
        throw new AssertionError("alerts reject nothing");
    }

    @Override
    public void reshape(String name) {
        throw new AssertionError("alerts reshape nothing");
    }

    @Override
    public void firstLookDone() {
        throw new AssertionError("alerts look at no folder");
    }
}
