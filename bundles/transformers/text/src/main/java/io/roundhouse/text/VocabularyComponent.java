package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code vocabulary}. */
@Component(
        name = "io.roundhouse.text.vocabulary",
        service = TransformerFactory.class,
        property = "roundhouse.name=vocabulary",
        properties = "OSGI-INF/version.properties")
public final class VocabularyComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return VocabularyStep.read(artifact, settings);
    }
}
