package io.roundhouse.comparison;

import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.testkit.MonitorContract;

class ComparisonContractTest extends MonitorContract {
    private final ComparisonComponent component = new ComparisonComponent();

    @Override
    protected InferenceMonitor monitor() {
        return component;
    }
}
