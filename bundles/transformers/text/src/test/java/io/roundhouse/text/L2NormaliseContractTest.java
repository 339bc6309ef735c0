package io.roundhouse.text;

import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerCapability;
import io.roundhouse.testkit.TransformerContract;

class L2NormaliseContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new L2NormaliseComponent();
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("embedding", TestTensors.floats(1, count, 7));
    }

    @Override
    protected boolean has(TransformerCapability capability) {
        return capability != TransformerCapability.REFUSES_CONTENT; // every vector has a direction, or is left alone
    }
}
