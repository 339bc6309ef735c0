package io.roundhouse.monitorhost;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.flow.ModelCatalog;
import io.roundhouse.server.flow.ModelLease;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the catalogue shows of models: which there are, and what their live arms take and give. */
final class Sight {
    private final ModelCatalog catalog;

    Sight(ModelCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The specs of live arms, by model and arm.
     *
     * @param wanted of which models; the others are there without arms
     */
    Map<String, Map<String, ModelSpec>> models(Set<String> wanted) {
        Map<String, Map<String, ModelSpec>> models = new HashMap<>();
        for (ModelStatus status : catalog.models()) {
            String name = status.id().name();
            Map<String, ModelSpec> arms = models.computeIfAbsent(name, key -> new HashMap<>());
            if (wanted.contains(name) && status.state() == ModelState.LIVE) {
                status.arms().forEach(arm -> look(name, arm, arms));
            }
        }
        return models;
    }

    /** Two arms of one version may have steps of their own, so each is asked. Nobody is waited for. */
    private void look(String model, String arm, Map<String, ModelSpec> arms) {
        try (ModelLease lease = catalog.lease(model, arm, new Deadline(System.nanoTime()))) {
            arms.put(arm, lease.spec());
        } catch (InferenceException e) {
            arms.remove(arm); // it has just gone; the next look is in a second
        }
    }
}
