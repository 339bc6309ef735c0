package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code softmax}. */
@Component(
        name = "io.roundhouse.answers.softmax",
        service = TransformerFactory.class,
        property = "roundhouse.name=softmax",
        properties = "OSGI-INF/version.properties")
public final class SoftmaxComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        settings.allow("column", "into", "temperature");
        String column = settings.text("column", "logits");
        return new RowStep(
                column, settings.text("into", "probabilities"), new Softmax(Calibration.temperature(settings)));
    }
}
