package io.roundhouse.image;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerContract;

class Rotate180ContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new Rotate180Component();
    }

    @Override
    protected Settings settings() {
        return Given.settings("widths=width");
    }

    @Override
    protected Tensors rows(int count) {
        float[] scores = new float[count * 2];
        long[] widths = new long[count];
        for (int i = 0; i < count; i++) {
            scores[i * 2 + 1] = i % 2;
            widths[i] = 1L + i % 7;
        }
        return Tensors.of("crops", TestTensors.floats(1, count, 3, 4, 7))
                .with("scores", Tensor.ofFloats(Shape.of(count, 2), scores))
                .with("width", Tensor.ofLongs(Shape.of(count), widths));
    }

    @Override
    protected Tensors badRows() {
        return rows(2).with("width", Tensor.ofLongs(Shape.of(2), 3, 8));
    }
}
