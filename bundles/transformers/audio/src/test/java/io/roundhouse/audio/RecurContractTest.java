package io.roundhouse.audio;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerContract;

class RecurContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new RecurComponent();
    }

    @Override
    protected Settings settings() {
        return RecurStepTest.settings("sum").build();
    }

    @Override
    protected StepContext context() {
        return new Summing();
    }

    @Override
    protected Tensors rows(int count) {
        long[] counts = new long[count];
        for (int i = 0; i < count; i++) {
            counts[i] = i % 4;
        }
        return Tensors.of("frames", TestTensors.floats(1, count, 3, 2))
                .with("n", Tensor.ofLongs(Shape.of(count), counts))
                .with("memory", TestTensors.floats(2, count, 2, 1));
    }

    @Override
    protected Tensors badRows() {
        return rows(2).with("n", Tensor.ofLongs(Shape.of(2), 1, -1));
    }
}
