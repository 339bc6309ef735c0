package io.roundhouse.image;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TransformerContract;

class CropBoxesContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new CropBoxesComponent();
    }

    @Override
    protected Settings settings() {
        return Given.settings("counts=counts");
    }

    @Override
    protected Tensors rows(int count) {
        byte[][] pictures = new byte[count][];
        float[] boxes = new float[count * 16];
        long[] counts = new long[count];
        for (int i = 0; i < count; i++) {
            pictures[i] = Pngs.rgb(40, 30, Given.noise(i, 3600));
            float[] two = {2, 3, 30 + i, 4, 29, 14, 1, 12, 5, 5, 10, 5, 10, 28, 5, 28};
            System.arraycopy(two, 0, boxes, i * 16, 16);
            counts[i] = 1L + i % 2;
        }
        return Given.pictures(pictures)
                .with("boxes", Tensor.ofFloats(Shape.of(count, 2, 4, 2), boxes))
                .with("counts", Tensor.ofLongs(Shape.of(count), counts));
    }

    @Override
    protected Tensors badRows() {
        return rows(2).with("counts", Tensor.ofLongs(Shape.of(2), 1, 3));
    }
}
