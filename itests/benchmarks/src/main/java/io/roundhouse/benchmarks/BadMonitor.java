package io.roundhouse.benchmarks;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.Watched;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * A monitor that does what a monitor must not; its bundle has a component for each kind, see {@link BadMonitorBundle}.
 * Public, as Declarative Services makes it.
 */
public final class BadMonitor implements MonitorFactory {
    /** Where all of a bundle see it: gone with the bundle. What a second of load leaves here is some tens of megabytes. */
    private static final ConcurrentLinkedQueue<InferenceEvent> KEPT = new ConcurrentLinkedQueue<>();

    private static final ThreadLocal<List<InferenceEvent>> LEFT = new ThreadLocal<>();

    private String kind = "";

    void start(Map<String, Object> properties) {
        kind = String.valueOf(properties.get("roundhouse.name"));
    }

    @Override
    public ModelMonitor attach(Watched model, Settings settings) {
        return switch (kind) {
            case "throws" ->
                events -> {
                    throw new NoClassDefFoundError("half gone");
                };
            case "hangs" -> events -> hang();
            default -> BadMonitor::leak;
        };
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void leak(List<InferenceEvent> events) {
        KEPT.addAll(events);
        LEFT.set(events);
    }
}
