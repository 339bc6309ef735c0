package io.roundhouse.statistics;

import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.testkit.MonitorContract;
import java.util.OptionalLong;

class StatisticsContractTest extends MonitorContract {
    private final StatisticsComponent component = new StatisticsComponent();

    @Override
    protected InferenceMonitor monitor() {
        return component;
    }

    @Override
    protected OptionalLong counted() {
        return OptionalLong.of(component.models().stream()
                .mapToLong(of -> of.success().count() + of.fail().count())
                .sum());
    }
}
