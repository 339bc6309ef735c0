package io.roundhouse.answers;

import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerCapability;
import io.roundhouse.testkit.TransformerContract;

class SigmoidContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new SigmoidComponent();
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("logits", TestTensors.floats(2, count, 3));
    }

    @Override
    protected double tolerance() {
        return 0;
    }

    @Override
    protected boolean has(TransformerCapability capability) {
        return capability != TransformerCapability.REFUSES_CONTENT; // every number has a probability
    }
}
