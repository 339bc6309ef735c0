package io.roundhouse.image;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code image}. */
@Component(
        name = "io.roundhouse.image.image",
        service = TransformerFactory.class,
        property = "roundhouse.name=image",
        properties = "OSGI-INF/version.properties")
public final class ImageComponent implements TransformerFactory {
    private final Memory memory = Memory.ofHeap();

    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return new ImageStep(ImageSettings.read(settings), JpegReaders.find(), memory);
    }
}
