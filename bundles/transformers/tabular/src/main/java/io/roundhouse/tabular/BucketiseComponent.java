package io.roundhouse.tabular;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code bucketise}. */
@Component(
        name = "io.roundhouse.tabular.bucketise",
        service = TransformerFactory.class,
        property = "roundhouse.name=bucketise",
        properties = "OSGI-INF/version.properties")
public final class BucketiseComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return Bucketise.step(settings);
    }

    @Override
    public Optional<Fitting> fitting(ModelArtifact artifact, Settings settings) {
        return Bucketise.fitting(settings);
    }
}
