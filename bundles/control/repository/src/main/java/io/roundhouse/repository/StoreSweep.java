package io.roundhouse.repository;

import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.flow.ModelCatalog;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes copies that nobody serves: those of a definition that was replaced go when its successor is live, those of a
 * model that was removed when it is closed, and those of an earlier process at the first run. One thread.
 */
final class StoreSweep {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.repository");

    private final VersionStore store;
    private final ModelCatalog catalog;
    private final Map<String, Set<String>> departing = new HashMap<>();
    private Set<String> kept = Set.of("not swept yet");

    StoreSweep(VersionStore store, ModelCatalog catalog) {
        this.store = store;
        this.catalog = catalog;
    }

    /** Its folder is gone, and its copies go when it is closed. */
    void departs(FolderState state) {
        departing.put(state.name, Set.copyOf(state.digests));
    }

    void run(Collection<FolderState> states) {
        if (!departing.isEmpty() || states.stream().anyMatch(FolderState::hasOldCopies)) {
            forgetOldCopies(states, catalog.models());
        }
        Set<String> needed = new HashSet<>();
        departing.values().forEach(needed::addAll);
        states.forEach(state -> needed.addAll(state.digests));
        if (!needed.equals(kept)) {
            try {
                store.keepOnly(needed);
                kept = needed;
            } catch (IOException e) {
                LOG.debug("store not swept, tried again at the next look");
            }
        }
    }

    private void forgetOldCopies(Collection<FolderState> states, List<ModelStatus> rows) {
        departing.keySet().removeIf(name -> Outcome.of(rows, name) == Outcome.GONE);
        for (FolderState state : states) {
            if (state.rejection.isEmpty() && Outcome.of(rows, state.name) == Outcome.LIVE) {
                departing.remove(state.name); // it came back, and all that is live of it is new
                state.digests.retainAll(state.currentDigests());
            }
        }
    }
}
