package io.roundhouse.shell;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import io.roundhouse.spi.router.Route;
import java.util.List;
import java.util.Map;

/** A catalogue that only lists. */
record FakeCatalog(List<ModelStatus> models) implements ModelCatalog {
    FakeCatalog(ModelStatus... models) {
        this(List.of(models));
    }

    @Override
    public Route route(InferenceRequest request) {
        throw new AssertionError("the shell routes nothing");
    }

    @Override
    public ModelLease lease(String model, String arm, Deadline deadline) {
        throw new AssertionError("the shell leases nothing");
    }

    @Override
    public Map<String, Long> counts(String model) {
        return Map.of("requests without key", 1_234L);
    }

    @Override
    public boolean isSettled() {
        return true;
    }
}
