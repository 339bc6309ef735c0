package io.roundhouse.rollouts;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelLifecycle;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A lifecycle, a catalogue and a memory that say what the test wants, and a clock. */
final class FakeServer implements ModelLifecycle, ModelCatalog, Memory {
    final List<String> reshaped = new ArrayList<>();
    List<ModelStatus> rows = List.of();
    String failing = ""; // the model whose file cannot be written
    long now = 1_000_000;

    @Override
    public void reshape(String name) {
        reshaped.add(name);
    }

    @Override
    public List<ModelStatus> models() {
        return rows;
    }

    @Override
    public void write(CourseState state) {
        if (state.model().equals(failing)) {
            throw new UncheckedIOException("no space left", new IOException());
        }
    }

    @Override
    public void apply(ModelDefinition wanted) {
        throw new AssertionError("rollouts apply nothing");
    }

    @Override
    public void remove(String name) {
        throw new AssertionError("rollouts remove nothing");
    }

    @Override
    public void reject(ModelId id, String reason) {
        throw new AssertionError("rollouts reject nothing");
    }

    @Override
    public void drain(String model, String arm) {
        throw new AssertionError("rollouts drain nothing");
    }

    @Override
    public void resume(String model, String arm) {
        throw new AssertionError("rollouts drain nothing");
    }

    @Override
    public void firstLookDone() {
        throw new AssertionError("rollouts look at no folder");
    }

    @Override
    public Route route(InferenceRequest request) {
        throw new AssertionError("rollouts route nothing");
    }

    @Override
    public ModelLease lease(String model, String arm, Deadline deadline) {
        throw new AssertionError("rollouts answer nothing");
    }

    @Override
    public boolean isSettled() {
        return true;
    }
}
