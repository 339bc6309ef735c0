package io.roundhouse.karaf;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.Watched;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Waits in every call for something that does not come, until it is interrupted. */
public final class HangingMonitor implements MonitorFactory, ModelMonitor {
    void start() {}

    @Override
    public ModelMonitor attach(Watched model, Settings settings) {
        return new HangingMonitor();
    }

    @Override
    public void on(List<InferenceEvent> events) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
