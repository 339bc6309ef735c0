package io.roundhouse.audio;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code pcm}. */
@Component(
        name = "io.roundhouse.audio.pcm",
        service = TransformerFactory.class,
        property = "roundhouse.name=pcm",
        properties = "OSGI-INF/version.properties")
public final class PcmComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return new PcmStep(PcmSettings.read(settings));
    }
}
