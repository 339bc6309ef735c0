package io.roundhouse.lifecycle;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells monitors and the log of every change of a model's state, once each. */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");

    private final Consumer<InferenceEvent> monitors;
    private final Map<String, Map<ModelId, Told>> told = new HashMap<>();

    Announcer(Consumer<InferenceEvent> monitors) {
        this.monitors = monitors;
    }

    private record Told(ModelState state, String reason, List<String> notes) {}

    /** Compares with what was told before. Called with the slot's run lock held, so in order. */
    void announce(ModelSlot slot) {
        Map<ModelId, Told> now = new HashMap<>();
        for (ModelStatus status : StatusView.of(slot, Set.of())) {
            boolean isNews = !status.id().version().equals(Staged.WHOLE) || status.state() != ModelState.LOADING;
            if (isNews) {
                now.put(status.id(), new Told(status.state(), status.reason(), status.notes()));
            }
        }
        Map<ModelId, Told> before = replace(slot.name, now);
        now.forEach((id, state) -> {
            Told last = before.get(id);
            if (last == null || last.state() != state.state() || !last.reason().equals(state.reason())) {
                tell(id, state);
            }
            if (last == null || !last.notes().equals(state.notes())) {
                state.notes()
                        .forEach(note ->
                                LOG.info("model note name={} version={} note=\"{}\"", id.name(), id.version(), note));
            }
        });
        before.forEach((id, state) -> {
            if (!now.containsKey(id) && !id.version().equals(Staged.WHOLE)) {
                tell(id, new Told(ModelState.CLOSED, "", List.of()));
            }
        });
    }

    private synchronized Map<ModelId, Told> replace(String name, Map<ModelId, Told> now) {
        Map<ModelId, Told> before = told.put(name, now);
        return before == null ? Map.of() : before;
    }

    void forget(ModelSlot slot) {
        Map<ModelId, Told> before;
        synchronized (this) {
            before = told.remove(slot.name);
        }
        if (before != null) {
            before.keySet().forEach(id -> tell(id, new Told(ModelState.CLOSED, "", List.of())));
        }
    }

    private void tell(ModelId id, Told told) {
        if (told.state() == ModelState.FAILED) {
            LOG.warn("model failed name={} version={} reason=\"{}\"", id.name(), id.version(), told.reason());
        } else if (told.state() == ModelState.WAITING && !told.reason().isEmpty()) {
            LOG.warn("model waiting name={} version={} reason=\"{}\"", id.name(), id.version(), told.reason());
        }
        if (told.state() == ModelState.LIVE && !told.reason().isEmpty()) {
            LOG.warn("model flagged name={} version={} reason=\"{}\"", id.name(), id.version(), told.reason());
        }
        monitors.accept(new InferenceEvent.ModelChanged(id, told.state(), told.reason()));
    }
}
