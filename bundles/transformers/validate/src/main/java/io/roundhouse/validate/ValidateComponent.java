package io.roundhouse.validate;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code validate}. */
@Component(
        name = "io.roundhouse.validate",
        service = TransformerFactory.class,
        property = "roundhouse.name=validate",
        properties = "OSGI-INF/version.properties")
public final class ValidateComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return new ValidateStep(Schema.read(settings), System::currentTimeMillis);
    }

    @Override
    public Optional<Fitting> fitting(ModelArtifact artifact, Settings settings) {
        SchemaText text = new SchemaText(settings);
        return text.unlearnt().isEmpty() ? Optional.empty() : Optional.of(new SchemaFitting(text));
    }
}
