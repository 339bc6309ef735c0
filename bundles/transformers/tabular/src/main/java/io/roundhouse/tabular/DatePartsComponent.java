package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code date-parts}. */
@Component(
        name = "io.roundhouse.tabular.date-parts",
        service = TransformerFactory.class,
        property = "roundhouse.name=date-parts",
        properties = "OSGI-INF/version.properties")
public final class DatePartsComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return DateParts.step(settings);
    }
}
