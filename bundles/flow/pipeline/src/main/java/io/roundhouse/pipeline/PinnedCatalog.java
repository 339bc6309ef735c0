package io.roundhouse.pipeline;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import java.util.List;

/** A catalogue in which the route is decided. */
record PinnedCatalog(ModelCatalog catalog, Route decided) implements ModelCatalog {
    @Override
    public Route route(InferenceRequest request) {
        return decided;
    }

    @Override
    public ModelLease lease(String model, String arm, Deadline deadline) {
        return catalog.lease(model, arm, deadline);
    }

    @Override
    public List<ModelStatus> models() {
        return catalog.models();
    }

    @Override
    public boolean isSettled() {
        return catalog.isSettled();
    }
}
