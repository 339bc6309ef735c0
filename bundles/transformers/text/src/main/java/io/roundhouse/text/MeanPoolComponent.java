package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code mean-pool}. */
@Component(
        name = "io.roundhouse.text.mean-pool",
        service = TransformerFactory.class,
        property = "roundhouse.name=mean-pool",
        properties = "OSGI-INF/version.properties")
public final class MeanPoolComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        settings.allow("hidden", "mask", "into");
        return new MeanPool(
                settings.text("hidden", "last_hidden_state"),
                settings.text("mask", "attention_mask"),
                settings.text("into", "embedding"));
    }
}
