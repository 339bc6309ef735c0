package io.roundhouse.answers;

import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerCapability;
import io.roundhouse.testkit.TransformerContract;

class DetectionsContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new DetectionsComponent();
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("boxes", TestTensors.floats(8, count, 40, 4))
                .with("scores", TestTensors.floats(9, count, 40, 3));
    }

    @Override
    protected double tolerance() {
        return 0;
    }

    @Override
    protected boolean has(TransformerCapability capability) {
        return capability != TransformerCapability.REFUSES_CONTENT; // what is no number is not found
    }
}
