package io.roundhouse.text;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.io.File;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code tokenizer}. */
@Component(
        name = "io.roundhouse.text.tokenizer",
        service = TransformerFactory.class,
        property = "roundhouse.name=tokenizer",
        properties = "OSGI-INF/version.properties")
public final class TokenizerComponent implements TransformerFactory {
    private final Path dataDirectory;

    @Activate
    public TokenizerComponent(BundleContext context) {
        File area = context.getDataFile("");
        if (area == null) {
            throw new IllegalStateException("the framework gives no data area to put the native tokenizer library in");
        }
        dataDirectory = area.toPath();
    }

    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        TokenizerSettings read = TokenizerSettings.read(settings);
        NativeLibrary.load(dataDirectory);
        return new TokenizerStep(Tokenizer.load(artifact.directory(), read), read);
    }
}
