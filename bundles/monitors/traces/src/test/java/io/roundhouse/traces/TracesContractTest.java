package io.roundhouse.traces;

import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.testkit.MonitorContract;
import java.util.OptionalLong;

class TracesContractTest extends MonitorContract {
    private final SpanQueue queue = new SpanQueue(10_000);
    private final SpanMonitor monitor =
            new SpanMonitor(new Sampling(100, () -> 0), queue, System::nanoTime, System::currentTimeMillis);

    @Override
    protected InferenceMonitor monitor() {
        return monitor;
    }

    @Override
    protected OptionalLong counted() {
        return OptionalLong.of(queue.waiting());
    }
}
