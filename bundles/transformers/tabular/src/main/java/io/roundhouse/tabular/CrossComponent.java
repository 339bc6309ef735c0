package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code cross}. */
@Component(
        name = "io.roundhouse.tabular.cross",
        service = TransformerFactory.class,
        property = "roundhouse.name=cross",
        properties = "OSGI-INF/version.properties")
public final class CrossComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return Cross.step(settings);
    }
}
