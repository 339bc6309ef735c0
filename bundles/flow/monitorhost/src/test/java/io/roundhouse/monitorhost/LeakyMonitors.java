package io.roundhouse.monitorhost;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.Watched;
import java.util.List;

/** Leaves a value of its own in its thread, and throws an exception of its own. */
public final class LeakyMonitors implements MonitorFactory {
    private static final ThreadLocal<LeakyMonitors> LEFT = new ThreadLocal<>();

    /** An exception whose class goes with the plugin. */
    public static final class Leak extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public ModelMonitor attach(Watched model, Settings settings) {
        LEFT.set(this);
        return new Monitor();
    }

    private static final class Monitor implements ModelMonitor {
        @Override
        public void on(List<InferenceEvent> events) {
            throw new Leak();
        }
    }
}
