package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.FakeModelArtifact;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerCapability;
import io.roundhouse.testkit.TransformerContract;
import java.util.Map;

class CtcContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new CtcComponent();
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("steps", TestTensors.floats(6, count, 12, 5));
    }

    @Override
    protected ModelArtifact model() {
        return FakeModelArtifact.in(folder).file("keys.txt", "a\nb\nc\n").artifact();
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("column", "steps", "dictionary", "keys.txt"));
    }

    @Override
    protected double tolerance() {
        return 0;
    }

    @Override
    protected boolean has(TransformerCapability capability) {
        return capability != TransformerCapability.REFUSES_CONTENT; // whatever the model gave says something
    }
}
