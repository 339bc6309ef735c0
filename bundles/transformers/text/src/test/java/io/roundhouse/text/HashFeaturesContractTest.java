package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.TransformerContract;
import java.util.Map;

class HashFeaturesContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new HashFeaturesComponent();
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("size", "64", "ngram_max", "2"));
    }

    @Override
    protected Tensors rows(int count) {
        return Texts.numbered(count);
    }

    @Override
    protected Tensors badRows() {
        return Texts.malformed();
    }

    @Override
    protected double tolerance() {
        return 0;
    }
}
