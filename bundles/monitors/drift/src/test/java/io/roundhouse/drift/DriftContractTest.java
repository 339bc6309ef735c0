package io.roundhouse.drift;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.testkit.ModelMonitorContract;
import java.util.Map;

class DriftContractTest extends ModelMonitorContract {
    @Override
    protected MonitorFactory factory() {
        return new DriftComponent();
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("window", "12s", "reference_rows", "500", "reference_time", "0s"));
    }
}
