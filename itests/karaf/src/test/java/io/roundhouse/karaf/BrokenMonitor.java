package io.roundhouse.karaf;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.InferenceMonitor;

/** Starts, and throws whatever it sees. */
public final class BrokenMonitor implements InferenceMonitor {
    void start() {}

    @Override
    public void on(InferenceEvent event) {
        throw new NoClassDefFoundError("half gone");
    }
}
