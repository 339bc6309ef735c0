package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code l2-normalise}. */
@Component(
        name = "io.roundhouse.text.l2-normalise",
        service = TransformerFactory.class,
        property = "roundhouse.name=l2-normalise",
        properties = "OSGI-INF/version.properties")
public final class L2NormaliseComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        settings.allow("column", "into");
        String column = settings.text("column", "embedding");
        return new L2Normalise(column, settings.text("into", column));
    }
}
