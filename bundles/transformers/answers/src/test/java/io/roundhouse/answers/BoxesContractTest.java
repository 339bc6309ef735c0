package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TestTensors;
import io.roundhouse.testkit.TransformerCapability;
import io.roundhouse.testkit.TransformerContract;
import java.util.Map;

class BoxesContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new BoxesComponent();
    }

    @Override
    protected Tensors rows(int count) {
        return Tensors.of("map", TestTensors.floats(7, count, 1, 20, 30));
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("column", "map", "score_min", "0.1", "size_min", "1"));
    }

    @Override
    protected double tolerance() {
        return 0;
    }

    @Override
    protected boolean has(TransformerCapability capability) {
        return capability != TransformerCapability.REFUSES_CONTENT; // every map has its boxes
    }
}
