package io.roundhouse.anomaly;

import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;

import io.roundhouse.server.control.Anomalies;
import io.roundhouse.server.control.Metrics;
import io.roundhouse.spi.monitor.MonitorReport;
import io.roundhouse.spi.monitor.PluginMeters;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell of {@link Lookout}, and its clock. It is immediate: it has to learn before anybody asks. What it has learnt stays
 * while the metrics are exchanged.
 */
@Component(
        name = "io.roundhouse.anomaly",
        service = {Anomalies.class, PluginMeters.class},
        immediate = true)
public final class AnomalyComponent implements Anomalies, PluginMeters {
    private static final Logger LOG = LoggerFactory.getLogger(AnomalyComponent.class);
    private static final long END_SECONDS_MAX = 10;

    private final Lookout lookout = new Lookout();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "roundhouse-anomaly");
        thread.setDaemon(true);
        return thread;
    });

    @Reference(name = "metrics", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
    private volatile @Nullable Metrics metrics;

    @Activate
    void start() {
        long every = (long) Totals.SECONDS;
        Future<?> ticking = clock.scheduleAtFixedRate(this::look, every, every, TimeUnit.SECONDS);
        assert !ticking.isDone() : "it goes on until the clock is stopped";
    }

    @Deactivate
    void stop() throws InterruptedException {
        clock.shutdownNow();
        if (!clock.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS)) {
            LOG.warn("anomaly detection has not ended seconds={}", END_SECONDS_MAX);
        }
    }

    private void look() {
        Metrics there = metrics;
        if (there != null) {
            try {
                lookout.look(there.samples(), System.nanoTime(), System.currentTimeMillis());
            } catch (RuntimeException e) {
                LOG.warn("numbers could not be looked at, and are again in 15 s: {}", e.toString());
            }
        }
    }

    @Override
    public List<Anomaly> anomalies() {
        return lookout.anomalies();
    }

    @Override
    public MonitorReport report() {
        return lookout.report();
    }

    @Override
    public List<Meter> meters() {
        return lookout.meters();
    }
}
