package io.roundhouse.text;

import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerCapability;
import io.roundhouse.testkit.TransformerContract;

class MeanPoolContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new MeanPoolComponent();
    }

    @Override
    protected Tensors rows(int count) {
        long[] mask = new long[count * 3];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % 3 <= i / 3 % 3 ? 1 : 0;
        }
        return Tensors.of("last_hidden_state", TestTensors.floats(1, count, 3, 5))
                .with("attention_mask", Tensor.ofLongs(Shape.of(count, 3), mask));
    }

    @Override
    protected boolean has(TransformerCapability capability) {
        return capability != TransformerCapability.REFUSES_CONTENT; // every number has a mean
    }
}
