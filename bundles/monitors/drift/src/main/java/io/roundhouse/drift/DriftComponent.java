package io.roundhouse.drift;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.spi.monitor.ModelMonitor;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.spi.monitor.Watched;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The monitor that {@code model.yaml} calls {@code drift}. */
@Component(
        name = "io.roundhouse.drift",
        service = MonitorFactory.class,
        property = "roundhouse.name=drift",
        properties = "OSGI-INF/version.properties")
public final class DriftComponent implements MonitorFactory {
    @Override
    public ModelMonitor attach(Watched model, Settings settings) {
        return new DriftMonitor(model, DriftSettings.of(settings), System::currentTimeMillis);
    }

    @Override
    public Optional<Profiling> profiling(ModelSpec spec) {
        return Optional.of(new FileProfile(spec));
    }
}
