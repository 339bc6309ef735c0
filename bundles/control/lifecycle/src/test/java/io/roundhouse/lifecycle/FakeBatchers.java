package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.server.flow.Batcher;
import io.roundhouse.server.flow.BatcherFactory;
import io.roundhouse.spi.engine.LoadedModel;
import java.util.concurrent.atomic.AtomicInteger;

/** Batchers that call the model on the caller's thread. */
final class FakeBatchers implements BatcherFactory {
    final AtomicInteger open = new AtomicInteger();

    @Override
    public Batcher create(ModelId id, LoadedModel model, Settings settings) {
        settings.allow("rows_max");
        open.incrementAndGet();
        return new Batcher() {
            @Override
            public Answer infer(Tensors inputs, Deadline deadline) {
                return new Answer(model.infer(inputs, deadline), 0, 0, 1, 1);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
