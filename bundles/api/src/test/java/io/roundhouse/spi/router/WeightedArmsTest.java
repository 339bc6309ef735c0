package io.roundhouse.spi.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WeightedArmsTest {
    private static final int REQUESTS = 20_000;
    private static final double SIGMAS = 5; // one failure in two million runs of a right router

    @Property(tries = 50)
    void givesEachArmItsShare(@ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 1000) Integer> weights) {
        WeightedArms router = router(weights);

        Map<String, Integer> counts = count(router, Integer::toString);

        double total = weights.stream().mapToInt(Integer::intValue).sum();
        for (int i = 0; i < weights.size(); i++) {
            double share = weights.get(i) / total;
            double sigma = Math.sqrt(REQUESTS * share * (1 - share));
            assertThat((double) counts.getOrDefault("arm" + i, 0))
                    .isCloseTo(REQUESTS * share, within(SIGMAS * sigma + 1));
        }
    }

    @Property(tries = 50)
    void movesRequestsOnlyTowardsTheGrowingArm(
            @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 100) Integer> weights,
            @ForAll @IntRange(min = 0, max = 5) int index,
            @ForAll @IntRange(min = 1, max = 100) int more) {
        int growing = index % weights.size();
        List<Integer> grown = new ArrayList<>(weights);
        grown.set(growing, weights.get(growing) + more);
        WeightedArms before = router(weights);
        WeightedArms after = router(grown);

        for (int i = 0; i < 2_000; i++) {
            String then = route(after, "id-" + i).answering();
            assertThat(then).isIn(route(before, "id-" + i).answering(), "arm" + growing);
        }
    }

    /** However many steps a ramp has and however many arms there are. */
    @Property(tries = 50)
    void movesAKeyAtMostOnceInAWholeRampAndOnlyToTheGrowingArm(
            @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 0, max = 100) Integer> weights,
            @ForAll @IntRange(min = 0, max = 5) int index,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 50) Integer> steps) {
        int growing = index % weights.size();
        List<Integer> now = new ArrayList<>(weights);
        now.set((growing + 1) % now.size(), 1); // somebody answers before the ramp begins
        List<WeightedArms> ramp = new ArrayList<>(List.of(router(now)));
        for (int step : steps) {
            now.set(growing, now.get(growing) + step);
            ramp.add(router(now));
        }

        for (int i = 0; i < 500; i++) {
            String id = "user-" + i;
            List<String> visited = ramp.stream()
                    .map(arms -> route(arms, id).answering())
                    .distinct()
                    .toList();
            assertThat(visited).hasSizeLessThanOrEqualTo(2);
            assertThat(visited.subList(1, visited.size())).allMatch(("arm" + growing)::equals);
        }
    }

    @Property
    void sendsTheSameIdToTheSameArmOfEveryRouterWithTheseWeights(@ForAll @StringLength(min = 1, max = 64) String id) {
        assertThat(route(router(List.of(1, 2, 3)), id))
                .isEqualTo(route(router(List.of(1, 2, 3)), new String(id.toCharArray())));
    }

    @Test
    void spreadsIdsOfEveryHabit() {
        WeightedArms router = router(List.of(95, 5));
        List<IntFunction<String>> habits =
                List.of(Integer::toString, i -> "request-" + i, i -> String.format("%032x", i), i -> new UUID(
                                i * 0x9E3779B97F4A7C15L, i)
                        .toString());

        for (IntFunction<String> habit : habits) {
            double canary = count(router, habit).getOrDefault("arm1", 0);
            assertThat(canary / REQUESTS).isCloseTo(0.05, within(0.01));
        }
    }

    @Test
    void letsMirrorsWatchTheirShareAndNeverAnswer() {
        WeightedArms router = new WeightedArms(List.of(
                new ArmSection("stable", 100, 0, false),
                new ArmSection("half", 0, 50, true),
                new ArmSection("all", 0, 100, true),
                new ArmSection("none", 0, 0, true)));
        Map<String, Integer> watched = new HashMap<>();

        for (int i = 0; i < REQUESTS; i++) {
            assertThat(route(router, "r" + i).answering()).isEqualTo("stable");
            route(router, "r" + i).watching().forEach(arm -> watched.merge(arm, 1, Integer::sum));
        }

        assertThat(watched).containsEntry("all", REQUESTS).doesNotContainKey("none");
        assertThat((double) watched.getOrDefault("half", 0))
                .isCloseTo(REQUESTS * 0.5, within(SIGMAS * Math.sqrt(REQUESTS * 0.25)));
    }

    @Test
    void neverSendsToAnArmOfWeightZero() {
        assertThat(count(
                        new WeightedArms(List.of(new ArmSection("a", 0, 0, false), new ArmSection("b", 1, 0, false))),
                        Integer::toString))
                .containsOnlyKeys("b");
    }

    /** A user must not move because the server was upgraded. */
    @Test
    void drawsAsItAlwaysDid() {
        WeightedArms router = router(List.of(50, 30, 20));

        assertThat(IntStream.range(0, 12)
                        .mapToObj(i -> route(router, "user-" + i).answering().substring(3)))
                .containsExactly("0", "0", "0", "1", "1", "0", "0", "2", "2", "1", "1", "0");
    }

    @Test
    void takesOtherWeightsAndKeepsArmsAndMirrors() {
        WeightedArms arms = new WeightedArms(List.of(
                new ArmSection("a", 1, 0, false),
                new ArmSection("b", 0, 0, false),
                new ArmSection("dark", 0, 100, true)));

        assertThat(arms.answering()).containsExactly("a", "b");
        assertThat(route(arms, "x")).isEqualTo(new Route("a", List.of("dark")));
        assertThat(route(arms.with(0, 0.5), "x")).isEqualTo(new Route("b", List.of("dark")));
        assertThat(arms.to("b", WeightedArms.key("x"))).isEqualTo(new Route("b", List.of("dark")));
        assertThatThrownBy(() -> arms.with(0, 0)).hasMessageContaining("2 weights from 0 on with a sum above 0");
        assertThatThrownBy(() -> arms.with(1, -1)).hasMessageContaining("[1.0, -1.0]");
        assertThatThrownBy(() -> arms.with(1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> arms.to("dark", 1)).hasMessage("no arm 'dark' among [a, b]");
    }

    @Test
    void drawsTheUserAndTheMirrorByDifferentKeys() {
        WeightedArms arms = new WeightedArms(List.of(
                new ArmSection("a", 50, 0, false),
                new ArmSection("b", 50, 0, false),
                new ArmSection("dark", 0, 50, true)));
        long user = WeightedArms.key("ann");

        List<Route> routes = IntStream.range(0, 200)
                .mapToObj(i -> arms.route(user, WeightedArms.key("request-" + i)))
                .toList();

        assertThat(routes)
                .extracting(Route::answering)
                .containsOnly(routes.get(0).answering());
        assertThat(routes).extracting(Route::watching).contains(List.of(), List.of("dark"));
    }

    @Test
    void givesTheSameRouteObjectEveryTime() {
        WeightedArms router = router(List.of(1, 1));

        assertThat(route(router, "x")).isSameAs(route(router, "x"));
        assertThat(router.to("arm1", WeightedArms.key("x"))).isSameAs(router.to("arm1", WeightedArms.key("y")));
    }

    private static Map<String, Integer> count(WeightedArms router, IntFunction<String> ids) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            counts.merge(route(router, ids.apply(i)).answering(), 1, Integer::sum);
        }
        return counts;
    }

    private static WeightedArms router(List<Integer> weights) {
        List<ArmSection> arms = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            arms.add(new ArmSection("arm" + i, weights.get(i), 0, false));
        }
        return new WeightedArms(arms);
    }

    private static Route route(WeightedArms arms, String id) {
        long key = WeightedArms.key(id);
        return arms.route(key, key);
    }
}
