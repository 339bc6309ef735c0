package io.roundhouse.sticky;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The router that {@code model.yaml} calls {@code sticky}. */
@Component(
        name = "io.roundhouse.sticky",
        service = RouterFactory.class,
        property = "roundhouse.name=sticky",
        properties = "OSGI-INF/version.properties")
public final class StickyComponent implements RouterFactory {
    @Override
    public Router create(List<String> arms, Settings settings) {
        return create(arms, settings, Map.of(), Optional.empty());
    }

    @Override
    public Router create(List<String> arms, Settings settings, Map<String, ModelSpec> specs, Optional<Router> before) {
        return StickyRouter.of(arms, settings, before.orElse(null));
    }
}
