package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code one-hot}. */
@Component(
        name = "io.roundhouse.tabular.one-hot",
        service = TransformerFactory.class,
        property = "roundhouse.name=one-hot",
        properties = "OSGI-INF/version.properties")
public final class OneHotComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return OneHot.step(settings);
    }

    @Override
    public Optional<Fitting> fitting(ModelArtifact artifact, Settings settings) {
        return OneHot.fitting(settings);
    }
}
