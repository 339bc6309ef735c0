package io.roundhouse.weighted;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.spi.router.WeightedArms;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The router that {@code model.yaml} calls {@code weighted}: to the arms by weight, the same request id to the same arm. */
@Component(
        name = "io.roundhouse.weighted",
        service = RouterFactory.class,
        property = "roundhouse.name=weighted",
        properties = "OSGI-INF/version.properties")
public final class WeightedComponent implements RouterFactory {
    @Override
    public Router create(List<String> arms, Settings settings) {
        settings.allow("router", "arms");
        WeightedArms weighted = WeightedArms.weighted(arms, settings);
        return request -> {
            long key = WeightedArms.key(request.id());
            return weighted.route(key, key);
        };
    }
}
