package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.TransformerFactory;
import io.roundhouse.testkit.FakeModelArtifact;
import io.roundhouse.testkit.TransformerContract;
import java.util.Map;

/** With rows of one length, as only then a row alone is as long as it is beside others. */
class VocabularyContractTest extends TransformerContract {
    @Override
    protected TransformerFactory factory() {
        return new VocabularyComponent();
    }

    @Override
    protected ModelArtifact model() {
        return FakeModelArtifact.in(folder)
                .file("vocab.txt", "[PAD]\n[UNK]\nrow\nnumber\n")
                .artifact();
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("padding", "max-length", "length_max", "12"));
    }

    @Override
    protected Tensors rows(int count) {
        return Texts.numbered(count);
    }

    @Override
    protected Tensors badRows() {
        return Texts.malformed();
    }
}
