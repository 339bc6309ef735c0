package io.roundhouse.example.byheader;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/**
 * The router that {@code model.yaml} calls {@code by-header}: the request's header {@code x-arm} names the arm that
 * answers; without it, or with a name that is no arm, the first arm does.
 */
@Component(
        name = "io.roundhouse.example.byheader",
        service = RouterFactory.class,
        property = {"roundhouse.name=by-header", "roundhouse.version=1.0.0"})
public final class ByHeaderRouter implements RouterFactory {
    @Override
    public Router create(List<String> arms, Settings settings) {
        settings.allow("router", "arms", "header");
        arms.forEach(arm -> settings.section("arms").section(arm).allow("version", "engine"));
        String header = settings.text("header", "x-arm").toLowerCase(Locale.ROOT);
        Map<String, Route> routes = arms.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Route::to));
        Route first = Route.to(arms.get(0));
        return new Router() {
            @Override
            public Route route(InferenceRequest request) {
                return routes.getOrDefault(request.headers().getOrDefault(header, ""), first);
            }

            @Override
            public Set<String> headers() {
                return Set.of(header); // the edge hands on nothing that nobody reads
            }
        };
    }
}
