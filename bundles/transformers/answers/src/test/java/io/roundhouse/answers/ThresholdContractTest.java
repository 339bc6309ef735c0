package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerCapability;
import io.roundhouse.testkit.TransformerContract;
import java.util.Map;

class ThresholdContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new ThresholdComponent();
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("probabilities", TestTensors.floats(5, count, 2));
    }

    @Override
    protected Settings settings() {
        return Given.labels("good", "bad").with("at", Settings.of(Map.of("bad", "0.1", "good", "0.4")));
    }

    @Override
    protected double tolerance() {
        return 0;
    }

    @Override
    protected boolean has(TransformerCapability capability) {
        return capability != TransformerCapability.REFUSES_CONTENT; // a number reaches its threshold or does not
    }
}
