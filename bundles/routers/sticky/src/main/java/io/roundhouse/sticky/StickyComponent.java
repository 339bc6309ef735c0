package io.roundhouse.sticky;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import java.util.List;
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
        return StickyRouter.of(arms, settings);
    }
}
