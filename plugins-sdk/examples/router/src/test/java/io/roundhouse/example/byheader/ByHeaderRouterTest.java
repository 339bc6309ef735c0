package io.roundhouse.example.byheader;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import io.roundhouse.testkit.RouterContract;
import io.roundhouse.testkit.TestRequests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ByHeaderRouterTest extends RouterContract {
    @Override
    protected RouterFactory factory() {
        return new ByHeaderRouter();
    }

    @Test
    void sendsARequestWhereItsHeaderSays() {
        Router router = factory().create(List.of("a", "b"), Settings.of(Map.of("header", "X-Cohort")));

        Route route = router.route(TestRequests.withHeaders("1", Map.of("x-cohort", "b")));

        assertThat(route).isEqualTo(Route.to("b"));
    }

    @Test
    void sendsARequestWithoutTheHeaderToTheFirstArm() {
        Router router = factory().create(List.of("a", "b"), Settings.empty());

        assertThat(router.route(TestRequests.withHeaders("1", Map.of()))).isEqualTo(Route.to("a"));
        assertThat(router.route(TestRequests.withHeaders("1", Map.of("x-arm", "c"))))
                .isEqualTo(Route.to("a"));
    }
}
