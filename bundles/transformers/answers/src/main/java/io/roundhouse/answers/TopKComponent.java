package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code top-k}. */
@Component(
        name = "io.roundhouse.answers.top-k",
        service = TransformerFactory.class,
        property = "roundhouse.name=top-k",
        properties = "OSGI-INF/version.properties")
public final class TopKComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return TopK.read(artifact, settings);
    }
}
