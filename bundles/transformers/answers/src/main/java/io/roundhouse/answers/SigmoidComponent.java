package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code sigmoid}. */
@Component(
        name = "io.roundhouse.answers.sigmoid",
        service = TransformerFactory.class,
        property = "roundhouse.name=sigmoid",
        properties = "OSGI-INF/version.properties")
public final class SigmoidComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        settings.allow("column", "into");
        return new RowStep(settings.text("column", "logits"), settings.text("into", "probabilities"), Sigmoid.PLAIN);
    }
}
