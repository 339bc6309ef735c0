package io.roundhouse.image;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code crop-boxes}. */
@Component(
        name = "io.roundhouse.image.crop-boxes",
        service = TransformerFactory.class,
        property = "roundhouse.name=crop-boxes",
        properties = "OSGI-INF/version.properties")
public final class CropBoxesComponent implements TransformerFactory {
    private final Memory memory = Memory.ofHeap();

    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return new CropBoxesStep(CropSettings.read(settings), JpegReaders.find(), memory);
    }
}
