package io.roundhouse.spi.monitor;

import io.roundhouse.api.inference.InferenceEvent;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Sees every request and every change of a model. Registered as a service with {@code roundhouse.name}. */
@ConsumerType
@FunctionalInterface
public interface InferenceMonitor {
    /**
     * Takes note. Called once an event: for requests on the request's thread after the answer stands and before it is
     * sent, so it must not block and should take about a microsecond; for models on a control thread. Many threads at
     * once. Whatever it throws is caught, counted, logged once a minute, and changes nothing for the request.
     *
     * @param event immutable; may be kept
     */
    void on(InferenceEvent event);

    /** Sees nothing. */
    static InferenceMonitor noop() {
        return event -> {};
    }

    /** Tells each of these, in order; each as if it were alone is the caller's concern. */
    static InferenceMonitor composite(List<InferenceMonitor> monitors) {
        List<InferenceMonitor> all = List.copyOf(monitors);
        return event -> all.forEach(monitor -> monitor.on(event));
    }
}
