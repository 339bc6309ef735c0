package io.roundhouse.audio;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code recur}. */
@Component(
        name = "io.roundhouse.audio.recur",
        service = TransformerFactory.class,
        property = "roundhouse.name=recur",
        properties = "OSGI-INF/version.properties")
public final class RecurComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return new RecurStep(RecurSettings.read(settings));
    }
}
