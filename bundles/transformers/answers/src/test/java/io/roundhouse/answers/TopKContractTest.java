package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerCapability;
import io.roundhouse.testkit.TransformerContract;
import java.util.Map;

class TopKContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new TopKComponent();
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("probabilities", TestTensors.floats(4, count, 9));
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("k", "3"));
    }

    @Override
    protected double tolerance() {
        return 0;
    }

    @Override
    protected boolean has(TransformerCapability capability) {
        return capability != TransformerCapability.REFUSES_CONTENT; // what the model gave has an order
    }
}
