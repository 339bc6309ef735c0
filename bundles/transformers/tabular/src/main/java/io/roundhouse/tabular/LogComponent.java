package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code log}. */
@Component(
        name = "io.roundhouse.tabular.log",
        service = TransformerFactory.class,
        property = "roundhouse.name=log",
        properties = "OSGI-INF/version.properties")
public final class LogComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return Log.step(settings);
    }
}
