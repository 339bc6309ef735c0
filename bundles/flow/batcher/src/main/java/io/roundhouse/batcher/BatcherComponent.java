package io.roundhouse.batcher;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.server.flow.BatcherFactory;
import io.roundhouse.spi.engine.LoadedModel;
import java.lang.management.ManagementFactory;
import org.osgi.service.component.annotations.Component;

/** The shell around {@link ModelBatcher}. It keeps nothing: each batcher belongs to whoever asked for it. */
@Component(name = BatcherComponent.PID, service = BatcherFactory.class)
public final class BatcherComponent implements BatcherFactory {
    static final String PID = "io.roundhouse.batcher";

    private static final CpuMeter CPU = new CpuMeter(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);

    @Override
    public Batcher create(ModelId id, LoadedModel model, Settings settings) {
        ModelBatcher batcher = new ModelBatcher(id, model, BatchingSettings.of(settings), System::nanoTime, CPU);
        batcher.start();
        return batcher;
    }
}
