package io.roundhouse.lookup;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.spi.monitor.PluginMeters;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The step that {@code model.yaml} calls {@code lookup}. */
@Component(
        name = "io.roundhouse.lookup.step",
        service = {TransformerFactory.class, PluginMeters.class, Shelf.class},
        property = "roundhouse.name=lookup",
        properties = "OSGI-INF/version.properties")
public final class LookupComponent implements TransformerFactory, PluginMeters, Shelf {
    private static final Duration STORE_WAIT = Duration.ofSeconds(2); // stores of the same bundle start beside it

    private final Stores stores = new Stores(System::nanoTime);
    private final Lookups lookups = new Lookups(stores, STORE_WAIT, System::nanoTime, System::currentTimeMillis);

    @Override
    public Transformer create(ModelArtifact artifact, Settings settings) {
        return lookups.create(artifact.id(), settings);
    }

    @Override
    public List<Meter> meters() {
        return lookups.meters();
    }

    @Override
    public void add(OpenStore store) {
        stores.add(store);
    }

    @Override
    public void replace(OpenStore old, OpenStore store) {
        stores.replace(old, store);
    }

    @Override
    public void remove(OpenStore store) {
        stores.remove(store);
    }
}
