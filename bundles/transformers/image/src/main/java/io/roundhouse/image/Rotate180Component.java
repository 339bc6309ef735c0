package io.roundhouse.image;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code rotate-180}. */
@Component(
        name = "io.roundhouse.image.rotate-180",
        service = TransformerFactory.class,
        property = "roundhouse.name=rotate-180",
        properties = "OSGI-INF/version.properties")
public final class Rotate180Component implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        settings.allow("column", "scores", "class", "threshold", "widths", "into");
        String column = settings.text("column", "crops");
        return new Rotate180Step(new Rotate180Step.Config(
                column,
                settings.text("scores", "scores"),
                (int) settings.integer("class", 1, 0, 1_000),
                (float) settings.number("threshold", 0.9, 0, 1),
                settings.findText("widths"),
                settings.text("into", column)));
    }
}
