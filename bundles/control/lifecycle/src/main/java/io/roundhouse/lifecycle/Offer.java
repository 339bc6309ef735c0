package io.roundhouse.lifecycle;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelLifecycle;
import io.roundhouse.server.control.ModelLoans;
import io.roundhouse.server.control.PluginControl;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.monitor.PluginMeters;
import io.roundhouse.spi.router.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the room offers to others, handed on to the {@link House}. */
interface Offer extends ModelLifecycle, ModelCatalog, ModelLoans, PluginControl, PluginMeters {
    House house();

    @Override
    default void apply(ModelDefinition wanted) {
        house().models().apply(wanted);
    }

    @Override
    default void remove(String name) {
        house().models().remove(name);
    }

    @Override
    default void reshape(String name) {
        house().models().reshape(name);
    }

    @Override
    default void drain(String model, String arm) {
        house().models().drain(model, arm);
    }

    @Override
    default void resume(String model, String arm) {
        house().models().resume(model, arm);
    }

    @Override
    default void reject(ModelId id, String reason) {
        house().models().reject(id, reason);
    }

    @Override
    default void firstLookDone() {
        house().models().firstLookDone();
    }

    @Override
    default Route route(InferenceRequest request) {
        return house().models().route(request);
    }

    @Override
    default Optional<String> escalate(InferenceRequest request, InferenceResponse response) {
        return house().models().escalate(request, response);
    }

    @Override
    default void reward(String model, String arm, double reward) {
        house().models().reward(model, arm, reward);
    }

    @Override
    default Map<String, Long> counts(String model) {
        return house().models().counts(model);
    }

    @Override
    default Set<String> headers(String model) {
        return house().models().headers(model);
    }

    @Override
    default ModelLease lease(String model, String arm, Deadline deadline) {
        return house().models().lease(model, arm, deadline);
    }

    @Override
    default List<ModelStatus> models() {
        return house().models().models();
    }

    @Override
    default boolean isSettled() {
        return house().models().isSettled();
    }

    @Override
    default List<Meter> meters() {
        return house().meters().meters();
    }

    @Override
    default Loaded load(ModelArtifact artifact, ModelDefinition.Plugin engine) {
        return house().lender().load(artifact, engine);
    }

    @Override
    default List<Plugin> plugins() {
        return house().plugins();
    }

    @Override
    default List<Need> needs(ModelDefinition definition) {
        return house().needs(definition);
    }

    @Override
    default List<Step> swap(String engine, String version, Consumer<Step> progress) {
        return house().swap(engine, version, progress);
    }

    @Override
    default List<Step> addBeside(String engine, String version, Consumer<Step> progress) {
        return house().addBeside(engine, version, progress);
    }

    @Override
    default List<Step> takeAway(String engine, String version, Consumer<Step> progress) {
        return house().takeAway(engine, version, progress);
    }
}
