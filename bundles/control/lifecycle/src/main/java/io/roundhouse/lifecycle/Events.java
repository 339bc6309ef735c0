package io.roundhouse.lifecycle;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the monitors; what they throw is contained, counted and logged once a minute. */
final class Events implements Consumer<InferenceEvent> {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long WARN_NANOS = 60_000_000_000L;

    private final Providers<InferenceMonitor> monitors;
    private final Supervisor supervisor;
    private final LongSupplier nanoClock;
    private final Set<Provider<InferenceMonitor>> broken = ConcurrentHashMap.newKeySet();
    private final LongAdder failures = new LongAdder();
    private volatile long warnedNanos;
    private volatile boolean warned;

    Events(Providers<InferenceMonitor> monitors, Supervisor supervisor, LongSupplier nanoClock) {
        this.monitors = monitors;
        this.supervisor = supervisor;
        this.nanoClock = nanoClock;
    }

    @Override
    public void accept(InferenceEvent event) {
        for (Provider<InferenceMonitor> monitor : monitors.all()) {
            if (!broken.contains(monitor)) {
                tell(monitor, event);
            }
        }
    }

    /** On a supervised thread, so that one that hangs costs five seconds once, and a thread. */
    private void tell(Provider<InferenceMonitor> monitor, InferenceEvent event) {
        try {
            supervisor.call(
                    "telling " + monitor,
                    LIMIT,
                    () -> {
                        monitor.service().on(event);
                        return event;
                    },
                    late -> {});
        } catch (InferenceException e) {
            if (e.sentence().contains("took longer")) {
                broken.add(monitor);
            }
            failed(monitor, e.sentence());
        }
    }

    void left(Provider<InferenceMonitor> monitor) {
        monitor.leave();
        monitors.remove(monitor);
        broken.remove(monitor);
        supervisor.close("giving back " + monitor, LIMIT, monitor::forget);
    }

    private void failed(Provider<InferenceMonitor> monitor, String reason) {
        failures.increment();
        long now = nanoClock.getAsLong();
        if (!warned || now - warnedNanos > WARN_NANOS) {
            warned = true;
            warnedNanos = now;
            LOG.warn("monitor failed monitor=\"{}\" failures={} reason=\"{}\"", monitor, failures.sum(), reason);
        }
    }
}
