package io.roundhouse.match;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The router that {@code model.yaml} calls {@code match}. */
@Component(
        name = "io.roundhouse.match",
        service = RouterFactory.class,
        property = "roundhouse.name=match",
        properties = "OSGI-INF/version.properties")
public final class MatchComponent implements RouterFactory {
    @Override
    public Router create(List<String> arms, Settings settings) {
        return MatchRouter.of(arms, settings);
    }
}
