package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.router.Route;
import io.roundhouse.spi.router.Router;
import io.roundhouse.spi.router.RouterFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a router learnt, over restarts: a second house is begun beside one that was never stopped, as after a sudden end. */
class RouterMemoryTest {
    private final Path folder;

    RouterMemoryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Sends everything to the arm that earned most. */
    private static class Learner implements Router {
        final Map<String, Double> earned = new ConcurrentHashMap<>();
        int recalls;

        @Override
        public Route route(InferenceRequest request) {
            return Route.to(
                    earned.getOrDefault("canary", 0.0) > earned.getOrDefault("stable", 0.0) ? "canary" : "stable");
        }

        @Override
        public void reward(String arm, double reward) {
            earned.merge(arm, reward, Double::sum);
        }

        @Override
        public Map<String, String> memory() {
            Map<String, String> texts = new TreeMap<>();
            earned.forEach((arm, sum) -> texts.put(arm, sum.toString()));
            return texts;
        }

        @Override
        public void recall(Map<String, String> memory) {
            recalls++;
            memory.forEach((arm, sum) -> earned.put(arm, Double.parseDouble(sum)));
        }
    }

    private TestHouse house(String router, RouterFactory factory) {
        TestHouse test = new TestHouse("10s", folder.resolve("routers"));
        test.engine("1.29.0", new FakeEngine());
        test.house.routerArrived(TestHouse.provider("router", router, "1", 30, factory));
        test.apply(model(router));
        test.awaitLive("m", "2");
        return test;
    }

    private static ModelDefinition model(String router) {
        ModelDefinition one = TestHouse.model("m", "1", "2");
        Settings traffic = Settings.of(Map.of("router", router));
        return new ModelDefinition(
                "m",
                one.versions(),
                one.engine(),
                Settings.empty(),
                Chain.NONE,
                new Plugin(router, "", traffic),
                List.of(new Arm("stable", "1", one.engine()), new Arm("canary", "2", one.engine())),
                Map.of());
    }

    private static String answering(TestHouse test) {
        return test.house.models().route(TestHouse.request("m")).answering();
    }

    @Test
    void whatWasLearntOutlivesTheEndOfTheServer() {
        TestHouse before = house("learner", (arms, settings) -> new Learner());
        before.house.models().reward("m", "canary", 1);
        before.house.remember();

        Learner learner = new Learner();
        TestHouse after = house("learner", (arms, settings) -> learner);

        assertThat(answering(after)).isEqualTo("canary");
        assertThat(learner.recalls).isEqualTo(1);
        before.house.stop();
        after.house.stop();
    }

    @Test
    void keepsItWhenTheServerStops() {
        TestHouse before = house("learner", (arms, settings) -> new Learner());
        before.house.start();
        before.house.models().reward("m", "canary", 1);
        before.house.stop();

        TestHouse after = house("learner", (arms, settings) -> new Learner());

        assertThat(answering(after)).isEqualTo("canary");
        after.house.stop();
    }

    @Test
    void anotherRouterBeginsAnewAndWhatKnowsNothingForgetsNothing() {
        TestHouse before = house("learner", (arms, settings) -> new Learner());
        before.house.models().reward("m", "canary", 1);
        before.house.remember();

        TestHouse other = house("other", (arms, settings) -> new Learner());
        other.house.remember(); // it has learnt nothing
        TestHouse after = house("learner", (arms, settings) -> new Learner());

        assertThat(answering(other)).isEqualTo("stable");
        assertThat(answering(after)).isEqualTo("canary");
        List.of(before, other, after).forEach(test -> test.house.stop());
    }

    @Test
    void aDamagedFileAndAMemoryTooLargeHarmNobody() throws IOException {
        Path file = folder.resolve("routers/m.router");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "router=learner\nlearnt.canary=\\u00zz");
        TestHouse test = house("learner", (arms, settings) -> new Learner() {
            @Override
            public Map<String, String> memory() {
                return Map.of("much", "x".repeat(MEMORY_CHARS_MAX));
            }
        });

        test.house.remember();

        assertThat(answering(test)).isEqualTo("stable");
        assertThat(Files.readString(file)).contains("zz");
        test.house.stop();
    }
}
