package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerCapability;
import io.roundhouse.testkit.TransformerContract;
import java.util.Map;

class CalibrateContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new CalibrateComponent();
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("score", TestTensors.floats(3, count, 2));
    }

    @Override
    protected Settings settings() {
        Settings platt = Settings.of(Map.of("slope", "-2.5", "intercept", "0.25"));
        return Settings.of(Map.of("column", "score", "normalise", "true")).with("platt", platt);
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
