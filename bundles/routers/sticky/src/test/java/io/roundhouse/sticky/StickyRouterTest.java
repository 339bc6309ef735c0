package io.roundhouse.sticky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.router.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StickyRouterTest {
    /** A canary goes from nothing to everything, a few points at a time, beside one or several others. */
    @Property(tries = 50)
    void aUserMovesAtMostOnceInARampAndOnlyToTheGrowingArm(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 100) Integer> others,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 60) Integer> steps) {
        List<StickyRouter> ramp = new ArrayList<>();
        int growing = 0;
        ramp.add(router("header", weights(growing, others)));
        for (int step : steps) {
            growing += step;
            ramp.add(router("header", weights(growing, others)));
        }

        for (int user = 0; user < 200; user++) {
            String name = "user-" + user;
            List<String> arms = new ArrayList<>();
            for (int i = 0; i < ramp.size(); i++) {
                arms.add(ramp.get(i).route(byHeader("request-" + i, name)).answering());
            }
            List<String> visited = arms.stream().distinct().toList();
            assertThat(visited.size() == 1
                            || (visited.size() == 2 && visited.get(1).equals("arm0")))
                    .as("%s went through %s", name, arms)
                    .isTrue();
            assertThat(arms).isSortedAccordingTo((a, b) -> Boolean.compare(a.equals("arm0"), b.equals("arm0")));
        }
    }

    @Test
    void keepsAUserWithAnArmWhateverTheRequest() {
        StickyRouter router = router("parameter", List.of(50, 50));

        List<String> ann = IntStream.range(0, 100)
                .mapToObj(i -> router.route(byParameter("r" + i, "ann")).answering())
                .distinct()
                .toList();
        List<String> all = IntStream.range(0, 100)
                .mapToObj(i -> router.route(byParameter("r", "user" + i)).answering())
                .distinct()
                .toList();

        assertThat(ann).hasSize(1);
        assertThat(all).containsExactlyInAnyOrder("arm0", "arm1");
    }

    @Test
    void spreadsRequestsWithoutAUserByTheirIds() {
        StickyRouter router = router("header", List.of(50, 50));

        List<String> arms = IntStream.range(0, 100)
                .mapToObj(i -> router.route(i % 2 == 0 ? byHeader("r" + i, "") : byParameter("r" + i, "ann"))
                        .answering())
                .distinct()
                .toList();

        assertThat(arms).containsExactlyInAnyOrder("arm0", "arm1");
    }

    @Test
    void letsAMirrorSeeAShareOfEveryUsersRequests() {
        Settings arms = Settings.builder("model.yaml:3:3")
                .put("stable", Settings.builder("model.yaml:4:5").build())
                .put(
                        "dark",
                        Settings.builder("model.yaml:5:5")
                                .put("mirror", "50", "model.yaml:5:9")
                                .build())
                .build();
        StickyRouter router = sticky(List.of("stable", "dark"), traffic("header", arms));

        List<Route> routes = IntStream.range(0, 100)
                .mapToObj(i -> router.route(byHeader("r" + i, "ann")))
                .distinct()
                .toList();

        assertThat(routes).containsExactlyInAnyOrder(Route.to("stable"), new Route("stable", List.of("dark")));
    }

    @Test
    void countsRequestsWithoutAKeyAlsoWhenWeightsChange() {
        StickyRouter router = router("header", List.of(90, 10));
        router.route(byHeader("r1", "ann"));
        router.route(byHeader("r2", ""));
        router.route(byParameter("r3", "ann"));

        StickyRouter ramped = StickyRouter.of(List.of("arm0"), traffic("header", Settings.empty()), router);
        ramped.route(byHeader("r4", ""));

        assertThat(ramped.counts()).isEqualTo(Map.of("requests without key", 3L));
        assertThat(router.counts()).isEqualTo(ramped.counts());
    }

    @Test
    void saysWhichHeaderItReads() {
        assertThat(router("header", List.of(1, 1)).headers()).containsExactly("x-user");
        assertThat(router("parameter", List.of(1, 1)).headers()).isEmpty();
    }

    @Test
    void refusesAKeyThatIsNowhereOrInTwoPlaces() {
        Settings arms = Settings.empty();
        Settings both = Settings.builder("model.yaml:2:9")
                .put("header", "x-user", "model.yaml:2:9")
                .put("parameter", "user", "model.yaml:2:30")
                .build();

        assertThatThrownBy(() -> sticky(
                        List.of("a"),
                        Settings.builder("model.yaml:2:1").put("arms", arms).build()))
                .hasMessage("model.yaml:2:1: 'key' must say where the user's key is, either { header: x-user } or"
                        + " { parameter: user }, was neither");
        assertThatThrownBy(() -> sticky(
                        List.of("a"),
                        Settings.builder("model.yaml:2:1")
                                .put("arms", arms)
                                .put("key", both)
                                .build()))
                .hasMessageEndingWith("was both");
        assertThatThrownBy(() -> sticky(
                        List.of("a"),
                        Settings.builder("model.yaml:2:1")
                                .put("key", "x-user", "model.yaml:2:5")
                                .build()))
                .hasMessage("model.yaml:2:5: 'key' must be a section of keys, was the single value 'x-user'");
    }

    private static List<Integer> weights(int growing, List<Integer> others) {
        List<Integer> weights = new ArrayList<>(List.of(growing));
        weights.addAll(others);
        return weights;
    }

    private static StickyRouter router(String where, List<Integer> weights) {
        Settings.Builder arms = Settings.builder("model.yaml:3:3");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            names.add("arm" + i);
            arms.put("arm" + i, Settings.of(Map.of("weight", weights.get(i).toString())));
        }
        return sticky(names, traffic(where, arms.build()));
    }

    private static StickyRouter sticky(List<String> names, Settings traffic) {
        return StickyRouter.of(names, traffic, null);
    }

    private static Settings traffic(String where, Settings arms) {
        return Settings.builder("model.yaml:2:1")
                .put("key", Settings.of(Map.of(where, where.equals("header") ? "X-User" : "user")))
                .put("arms", arms)
                .build();
    }

    private static InferenceRequest byHeader(String id, String user) {
        return request(id, Map.of(), Map.of("x-user", user));
    }

    private static InferenceRequest byParameter(String id, String user) {
        return request(id, Map.of("user", user), Map.of());
    }

    private static InferenceRequest request(String id, Map<String, String> parameters, Map<String, String> headers) {
        return new InferenceRequest(
                id, "m", Optional.empty(), Tensors.empty(), List.of(), parameters, headers, 0, new Deadline(0), 0);
    }
}
