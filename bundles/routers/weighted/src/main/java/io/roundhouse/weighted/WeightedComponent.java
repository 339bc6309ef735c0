package io.roundhouse.weighted;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The router that {@code model.yaml} calls {@code weighted}. */
@Component(
        name = "io.roundhouse.weighted",
        service = RouterFactory.class,
        property = "roundhouse.name=weighted",
        properties = "OSGI-INF/version.properties")
public final class WeightedComponent implements RouterFactory {
    @Override
    public Router create(List<String> arms, Settings settings) {
        return new WeightedRouter(Arm.read(arms, settings));
    }
}
