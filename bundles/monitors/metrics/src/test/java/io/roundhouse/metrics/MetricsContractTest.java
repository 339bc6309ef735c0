package io.roundhouse.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.testkit.MonitorContract;
import java.util.OptionalLong;

class MetricsContractTest extends MonitorContract {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InferenceMeters meters =
            new InferenceMeters(registry, new Limits(Limits.ARMS_MAX, true), System::nanoTime);

    @Override
    protected InferenceMonitor monitor() {
        return meters;
    }

    @Override
    protected OptionalLong counted() {
        return OptionalLong.of((long) registry.find("roundhouse.inference.requests").counters().stream()
                .mapToDouble(Counter::count)
                .sum());
    }
}
