package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code clip}. */
@Component(
        name = "io.roundhouse.tabular.clip",
        service = TransformerFactory.class,
        property = "roundhouse.name=clip",
        properties = "OSGI-INF/version.properties")
public final class ClipComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return Clip.step(settings);
    }
}
