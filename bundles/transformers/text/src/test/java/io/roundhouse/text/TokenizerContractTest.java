package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.FakeModelArtifact;
import io.roundhouse.testkit.TransformerContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** With rows of one length, as only then a row alone is as long as it is beside others. */
class TokenizerContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new TokenizerComponent(Texts.bundle(folder.resolve("data")));
    }

    @Override
    protected ModelArtifact model() {
        return FakeModelArtifact.in(Texts.miniLm(folder)).artifact();
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("padding", "max-length", "length_max", "24"));
    }

    @Override
    protected Tensors rows(int count) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = "row number " + i + " of text".repeat(i);
        }
        return Texts.column(texts);
    }

    @Override
    protected Tensors badRows() {
        byte[] good = "good".getBytes(StandardCharsets.UTF_8);
        return Tensors.of("text", Tensor.ofBytes(Shape.of(2), List.of(good, new byte[] {(byte) 0xFF})));
    }
}
