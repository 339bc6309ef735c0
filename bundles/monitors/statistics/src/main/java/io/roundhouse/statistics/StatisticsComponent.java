package io.roundhouse.statistics;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.server.control.Statistics;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Watches as a monitor, and tells as {@link Statistics}. */
@Component(
        name = "io.roundhouse.statistics",
        service = {InferenceMonitor.class, Statistics.class},
        property = "roundhouse.name=statistics",
        properties = "OSGI-INF/version.properties")
public final class StatisticsComponent implements InferenceMonitor, Statistics {
    private final StatisticsMonitor monitor = new StatisticsMonitor(System::currentTimeMillis);

    @Override
    public void on(InferenceEvent event) {
        monitor.on(event);
    }

    @Override
    public List<ModelStatistics> models() {
        return monitor.models();
    }
}
