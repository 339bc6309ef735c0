package io.roundhouse.karaf;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.Watched;
import java.util.List;

/** Throws whatever it is asked, but to be attached. */
public final class ThrowingMonitor implements MonitorFactory, ModelMonitor {
    void start() {}

    @Override
    public ModelMonitor attach(Watched model, Settings settings) {
        return new ThrowingMonitor();
    }

    @Override
    public void on(List<InferenceEvent> events) {
        throw new NoClassDefFoundError("half gone");
    }

    @Override
    public MonitorReport report() {
        throw new StackOverflowError();
    }

    @Override
    public void close() {
        throw new IllegalStateException("still open");
    }
}
