package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code calibrate}. */
@Component(
        name = "io.roundhouse.answers.calibrate",
        service = TransformerFactory.class,
        property = "roundhouse.name=calibrate",
        properties = "OSGI-INF/version.properties")
public final class CalibrateComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return Calibration.read(settings);
    }

    @Override
    public Optional<Fitting> fitting(ModelArtifact artifact, Settings settings) {
        return Calibration.fitting(artifact, settings);
    }
}
