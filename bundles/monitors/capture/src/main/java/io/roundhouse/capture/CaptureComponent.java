package io.roundhouse.capture;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.Watched;
import org.osgi.service.component.annotations.Component;

/** The monitor that {@code model.yaml} calls {@code capture}. */
@Component(
        name = "io.roundhouse.capture",
        service = MonitorFactory.class,
        property = {"roundhouse.name=capture", "roundhouse.events=every"},
        properties = "OSGI-INF/version.properties")
public final class CaptureComponent implements MonitorFactory {
    @Override
    public ModelMonitor attach(Watched model, Settings settings) {
        return Capture.of(model, settings, new Capture.Clocks(System::nanoTime, System::currentTimeMillis));
    }
}
