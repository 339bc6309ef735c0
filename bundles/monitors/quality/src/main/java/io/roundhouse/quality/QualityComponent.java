package io.roundhouse.quality;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.Watched;
import org.osgi.service.component.annotations.Component;

/** The monitor that {@code model.yaml} calls {@code quality}. */
@Component(
        name = "io.roundhouse.quality",
        service = MonitorFactory.class,
        property = "roundhouse.name=quality",
        properties = "OSGI-INF/version.properties")
public final class QualityComponent implements MonitorFactory {
    @Override
    public ModelMonitor attach(Watched model, Settings settings) {
        return QualityMonitor.open(model, QualitySettings.of(settings), System::nanoTime);
    }
}
