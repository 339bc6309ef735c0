package io.roundhouse.weighted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WeightedRouterTest {
    private static final int REQUESTS = 20_000;
    private static final double SIGMAS = 5; // one failure in two million runs of a right router

    @Property(tries = 50)
    void givesEachArmItsShare(@ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 1000) Integer> weights) {
        WeightedRouter router = router(weights);

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
        WeightedRouter before = router(weights);
        WeightedRouter after = router(grown);

        for (int i = 0; i < 2_000; i++) {
            InferenceRequest request = request("id-" + i);
            String then = after.route(request).answering();
            assertThat(then).isIn(before.route(request).answering(), "arm" + growing);
        }
    }

    @Property
    void sendsTheSameIdToTheSameArmOfEveryRouterWithTheseWeights(@ForAll @StringLength(min = 1, max = 64) String id) {
        assertThat(router(List.of(1, 2, 3)).route(request(id)))
                .isEqualTo(router(List.of(1, 2, 3)).route(request(new String(id.toCharArray()))));
    }

    @Test
    void spreadsIdsOfEveryHabit() {
        WeightedRouter router = router(List.of(95, 5));
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
        WeightedRouter router = new WeightedRouter(List.of(
                new Arm("stable", 100, 0, false),
                new Arm("half", 0, 50, true),
                new Arm("all", 0, 100, true),
                new Arm("none", 0, 0, true)));
        Map<String, Integer> watched = new HashMap<>();

        for (int i = 0; i < REQUESTS; i++) {
            assertThat(router.route(request("r" + i)).answering()).isEqualTo("stable");
            router.route(request("r" + i)).watching().forEach(arm -> watched.merge(arm, 1, Integer::sum));
        }

        assertThat(watched).containsEntry("all", REQUESTS).doesNotContainKey("none");
        assertThat((double) watched.getOrDefault("half", 0))
                .isCloseTo(REQUESTS * 0.5, within(SIGMAS * Math.sqrt(REQUESTS * 0.25)));
    }

    @Test
    void neverSendsToAnArmOfWeightZero() {
        assertThat(count(
                        new WeightedRouter(List.of(new Arm("a", 0, 0, false), new Arm("b", 1, 0, false))),
                        Integer::toString))
                .containsOnlyKeys("b");
    }

    @Test
    void givesTheSameRouteObjectEveryTime() {
        WeightedRouter router = router(List.of(1, 1));

        assertThat(router.route(request("x"))).isSameAs(router.route(request("x")));
    }

    private static Map<String, Integer> count(WeightedRouter router, IntFunction<String> ids) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            counts.merge(router.route(request(ids.apply(i))).answering(), 1, Integer::sum);
        }
        return counts;
    }

    private static WeightedRouter router(List<Integer> weights) {
        List<Arm> arms = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            arms.add(new Arm("arm" + i, weights.get(i), 0, false));
        }
        return new WeightedRouter(arms);
    }

    private static InferenceRequest request(String id) {
        return InferenceRequest.of(id, "m", Tensors.empty(), new Deadline(0), 0);
    }
}
