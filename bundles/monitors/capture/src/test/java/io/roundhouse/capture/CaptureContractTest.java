package io.roundhouse.capture;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.monitor.MonitorFactory;
import io.roundhouse.testkit.ModelMonitorContract;

class CaptureContractTest extends ModelMonitorContract {
    @Override
    protected MonitorFactory factory() {
        return new CaptureComponent();
    }

    @Override
    protected Settings settings() {
        return Given.all().build();
    }
}
