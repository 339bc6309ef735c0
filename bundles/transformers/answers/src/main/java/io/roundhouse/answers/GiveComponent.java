package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code give}. */
@Component(
        name = "io.roundhouse.answers.give",
        service = TransformerFactory.class,
        property = "roundhouse.name=give",
        properties = "OSGI-INF/version.properties")
public final class GiveComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return Give.read(settings);
    }
}
