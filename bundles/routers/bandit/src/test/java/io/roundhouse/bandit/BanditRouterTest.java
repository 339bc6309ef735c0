package io.roundhouse.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.testkit.TestRequests;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BanditRouterTest {
    private static final List<String> ARMS = List.of("a", "b", "c");
    private static final List<InferenceRequest> REQUESTS = IntStream.range(0, 4_000)
            .mapToObj(i -> TestRequests.of("request-" + i, Tensors.empty()))
            .toList();

    @Test
    void givesEveryArmTheSameWhileNothingIsKnown() {
        Map<String, Double> shares = shares(router(traffic(Map.of(), "1")));

        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isCloseTo(1 / 3.0, within(0.08)));
    }

    @Test
    void givesTheBestArmAllButTheFloorsOfTheOthers() {
        BanditRouter router = router(traffic(Map.of("floor", "10"), "1"));

        IntStream.range(0, 500).forEach(i -> {
            router.reward("a", i % 2);
            router.reward("b", i % 10 == 0 ? 0 : 1);
            router.reward("c", 0.4);
        });

        Map<String, Double> shares = shares(router);
        assertThat(shares.get("b")).isCloseTo(0.8, within(0.03));
        assertThat(shares.get("a")).isCloseTo(0.1, within(0.03));
        assertThat(shares.get("c")).isCloseTo(0.1, within(0.03));
    }

    /** As it is used: answers go out, and what they were worth comes back a thousand answers later. */
    @Test
    void findsTheBestArmByRewardsThatComeLate() {
        Map<String, Double> worth = Map.of("a", 0.5, "b", 0.6, "c", 0.4);
        BanditRouter router = router(traffic(Map.of("floor", "2"), "1"));
        SplittableRandom random = new SplittableRandom(7);
        ArrayDeque<String> underWay = new ArrayDeque<>();
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            String arm = router.route(TestRequests.of("r" + i, Tensors.empty())).answering();
            underWay.add(arm);
            if (underWay.size() > 1_000) {
                String late = underWay.remove();
                double reward = random.nextDouble() < worth.getOrDefault(late, 0.0) ? 1 : 0;
                router.reward(late, reward);
                sum += reward;
            }
        }

        assertThat(sum / 19_000).isGreaterThan(0.57); // an equal split gives 0.5, an oracle with these floors 0.594
        assertThat(shares(router).get("b")).isGreaterThan(0.9);
    }

    @Test
    void forgetsWhatWasTrueWhereItDiscounts() {
        BanditRouter forgets = router(traffic(Map.of("discount", "0.99"), "1"));
        BanditRouter never = router(traffic(Map.of(), "1"));
        for (BanditRouter router : List.of(forgets, never)) {
            IntStream.range(0, 2_000).forEach(i -> {
                router.reward("a", 1);
                router.reward("b", 0);
            });
            IntStream.range(0, 500).forEach(i -> {
                router.reward("a", 0);
                router.reward("b", 1);
            });
        }

        assertThat(shares(forgets).get("b")).isGreaterThan(0.5);
        assertThat(shares(never).get("b")).isLessThan(0.1);
    }

    @Test
    void goesOnWithWhatWasLearntWhenItsSettingsChange() {
        BanditRouter before = router(traffic(Map.of("floor", "5"), "1"));
        IntStream.range(0, 500).forEach(i -> {
            before.reward("a", 1);
            before.reward("b", 0);
            before.reward("c", 0);
        });

        BanditRouter after = BanditRouter.of(ARMS, traffic(Map.of("floor", "20"), "1"), before);

        assertThat(shares(after).get("a")).isCloseTo(0.6, within(0.04));
        IntStream.range(0, 3_000).forEach(i -> before.reward("b", 1)); // still under way to the one before
        IntStream.range(0, 3_000).forEach(i -> after.reward("a", 0));
        assertThat(shares(after).get("b")).isCloseTo(0.6, within(0.04));
    }

    @Test
    void recallsExactlyWhatItRemembered() {
        BanditRouter before = router(traffic(Map.of("discount", "0.999"), "1"));
        IntStream.range(0, 500).forEach(i -> {
            before.reward("a", 0.9);
            before.reward("b", 1 / 3.0);
        });

        BanditRouter after = router(traffic(Map.of("floor", "20"), "1"));
        after.recall(before.memory());

        assertThat(after.memory()).isEqualTo(before.memory()).containsOnlyKeys("a", "b");
        assertThat(shares(after).get("b")).isCloseTo(0.2, within(0.03));
    }

    @Test
    void recallsNothingOfAnArmThatBecameAnotherAndNothingDamaged() {
        BanditRouter before = router(traffic(Map.of(), "1"));
        ARMS.forEach(arm -> before.reward(arm, 1));
        Map<String, String> memory = before.memory();
        String learnt = memory.getOrDefault("a", "");
        String mark = learnt.substring(0, learnt.indexOf(' '));
        BanditRouter after = router(traffic(Map.of(), "2"));

        after.recall(memory);
        assertThat(after.memory()).containsOnlyKeys("a", "c");

        for (String damaged : List.of("", mark, mark + " x 1", mark + " -1 1", mark + " NaN 1", mark + " 1e400 1")) {
            BanditRouter fresh = router(traffic(Map.of(), "2"));
            fresh.recall(Map.of("a", damaged, "stranger", learnt));
            assertThat(fresh.memory()).isEmpty();
        }
    }

    @Test
    void beginsAnewWithAnArmThatAnswersWithAnotherVersion() {
        BanditRouter before = router(traffic(Map.of("floor", "0"), "1"));
        IntStream.range(0, 500).forEach(i -> {
            before.reward("a", 0.9);
            before.reward("b", 0);
            before.reward("c", 0);
        });

        Map<String, Double> shares = shares(BanditRouter.of(ARMS, traffic(Map.of("floor", "0"), "2"), before));

        assertThat(shares.get("a")).isCloseTo(0.9, within(0.06)); // the probability that a uniform draw is below 0.9
        assertThat(shares.get("b")).isCloseTo(0.1, within(0.06));
        assertThat(shares).doesNotContainKey("c");
    }

    @Test
    void hasNoUseForRewardsOfArmsThatOnlyWatch() {
        Settings arms = Settings.builder("model.yaml:3:3")
                .put("a", Settings.empty())
                .put("dark", Settings.of(Map.of("mirror", "100")))
                .build();
        BanditRouter router = BanditRouter.of(
                List.of("a", "dark"),
                Settings.builder("model.yaml:2:1").put("arms", arms).build(),
                null);

        router.reward("dark", 1);

        assertThat(router.route(REQUESTS.get(0)).answering()).isEqualTo("a");
        assertThat(router.route(REQUESTS.get(0)).watching()).containsExactly("dark");
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertRefused("'floor' must be at most 33.3", Map.of("floor", "40"));
        assertRefused("'floor' must be a number 0.0..100.0, was '-1'", Map.of("floor", "-1"));
        assertRefused("'discount' must be a number 0.5..1.0, was '1.5'", Map.of("discount", "1.5"));
        assertRefused("'epsilon' is not known here", Map.of("epsilon", "0.1"));
        assertThatThrownBy(() -> BanditRouter.of(
                        List.of("a"),
                        Settings.builder("model.yaml:2:1")
                                .put(
                                        "arms",
                                        Settings.builder("model.yaml:3:1")
                                                .put("a", Settings.of(Map.of("weight", "5")))
                                                .build())
                                .build(),
                        null))
                .hasMessageContaining("'weight' is not known here");
    }

    private static void assertRefused(String message, Map<String, String> texts) {
        assertThatThrownBy(() -> router(traffic(texts, "1"))).hasMessageContaining(message);
    }

    private static BanditRouter router(Settings traffic) {
        return BanditRouter.of(ARMS, traffic, null);
    }

    /** Arm b answers with that version. */
    private static Settings traffic(Map<String, String> texts, String version) {
        Settings arms = Settings.builder("model.yaml:3:3")
                .put("a", Settings.of(Map.of("version", "1")))
                .put("b", Settings.of(Map.of("version", version)))
                .put("c", Settings.of(Map.of("version", "1")))
                .build();
        Settings.Builder traffic = Settings.builder("model.yaml:2:1").put("arms", arms);
        texts.forEach((key, text) -> traffic.put(key, text, "model.yaml:2:1"));
        return traffic.build();
    }

    private static Map<String, Double> shares(BanditRouter router) {
        Map<String, Double> shares = new HashMap<>();
        REQUESTS.forEach(
                request -> shares.merge(router.route(request).answering(), 1.0 / REQUESTS.size(), Double::sum));
        return shares;
    }
}
