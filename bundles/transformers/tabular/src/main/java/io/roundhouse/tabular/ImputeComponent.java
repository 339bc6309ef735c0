package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code impute}. */
@Component(
        name = "io.roundhouse.tabular.impute",
        service = TransformerFactory.class,
        property = "roundhouse.name=impute",
        properties = "OSGI-INF/version.properties")
public final class ImputeComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return Impute.step(settings);
    }

    @Override
    public Optional<Fitting> fitting(ModelArtifact artifact, Settings settings) {
        return Impute.fitting(settings);
    }
}
