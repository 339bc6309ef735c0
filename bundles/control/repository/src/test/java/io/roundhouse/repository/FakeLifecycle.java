package io.roundhouse.repository;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelLifecycle;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Remembers what it was told; everything applied is live at once unless {@link #failure} says otherwise. */
final class FakeLifecycle implements ModelLifecycle, ModelCatalog {
    final List<String> told = new ArrayList<>();
    final Map<String, ModelDefinition> applied = new TreeMap<>();
    final Map<String, ModelStatus> rows = new TreeMap<>();
    String failure = "";

    @Override
    public void apply(ModelDefinition wanted) {
        told.add("apply " + wanted.name());
        applied.put(wanted.name(), wanted);
        rows.keySet().removeIf(key -> key.startsWith(wanted.name() + ":"));
        wanted.versions().forEach(version -> row(version.id(), failure));
    }

    @Override
    public void remove(String name) {
        told.add("remove " + name);
        applied.remove(name);
        rows.keySet().removeIf(key -> key.startsWith(name + ":"));
    }

    @Override
    public void reject(ModelId id, String reason) {
        told.add("reject " + id + " " + reason);
        row(id, reason);
    }

    private void row(ModelId id, String reason) {
        ModelState state = reason.isEmpty() ? ModelState.LIVE : ModelState.FAILED;
        rows.put(id.toString(), new ModelStatus(id, state, reason, Optional.empty(), "", "", List.of(), List.of(), 0));
    }

    @Override
    public void reshape(String name) {
        throw new AssertionError("the repository decides no shares");
    }

    @Override
    public void drain(String model, String arm) {
        throw new AssertionError("the repository drains nothing");
    }

    @Override
    public void resume(String model, String arm) {
        throw new AssertionError("the repository drains nothing");
    }

    @Override
    public void firstLookDone() {
        told.add("firstLookDone");
    }

    @Override
    public List<ModelStatus> models() {
        return List.copyOf(rows.values());
    }

    @Override
    public Route route(InferenceRequest request) {
        throw new AssertionError("the repository never routes");
    }

    @Override
    public ModelLease lease(String model, String arm, Deadline deadline) {
        throw new AssertionError("the repository never leases");
    }

    @Override
    public boolean isSettled() {
        return true;
    }
}
