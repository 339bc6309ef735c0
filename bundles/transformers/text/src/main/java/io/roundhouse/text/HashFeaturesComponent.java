package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code hash-features}. */
@Component(
        name = "io.roundhouse.text.hash-features",
        service = TransformerFactory.class,
        property = "roundhouse.name=hash-features",
        properties = "OSGI-INF/version.properties")
public final class HashFeaturesComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return HashFeatures.read(settings);
    }
}
