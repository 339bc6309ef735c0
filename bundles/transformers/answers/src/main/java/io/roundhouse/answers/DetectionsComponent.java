package io.roundhouse.answers;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code detections}. */
@Component(
        name = "io.roundhouse.answers.detections",
        service = TransformerFactory.class,
        property = "roundhouse.name=detections",
        properties = "OSGI-INF/version.properties")
public final class DetectionsComponent implements TransformerFactory {
    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        DetectionsSettings read = DetectionsSettings.read(settings);
        return new Detections(read, Labels.find(artifact, settings), Anchors.find(artifact, settings));
    }
}
