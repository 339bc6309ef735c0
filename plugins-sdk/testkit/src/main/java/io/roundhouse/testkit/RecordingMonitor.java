package io.roundhouse.testkit;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every event, in the order they came. Any thread. */
public final class RecordingMonitor implements InferenceMonitor {
    private final List<InferenceEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void on(InferenceEvent event) {
        events.add(event);
    }

    /** A copy of all events so far. */
    public List<InferenceEvent> events() {
        return List.copyOf(events);
    }

    /** Those of one kind, in order. */
    public <E extends InferenceEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
