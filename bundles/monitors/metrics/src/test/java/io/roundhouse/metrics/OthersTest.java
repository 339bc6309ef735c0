package io.roundhouse.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.roundhouse.server.control.Rollouts;
import io.roundhouse.server.control.Rollouts.State;
import io.roundhouse.server.flow.StepCaches;
import io.roundhouse.spi.monitor.PluginMeters;
import io.roundhouse.testkit.FakeClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OthersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FakeClock clock = new FakeClock();
    private final AtomicInteger asked = new AtomicInteger();

    private Rooms rooms = Rooms.none();
    private final Others others = new Others(
            registry,
            10,
            new Own(
                    registry,
                    new InferenceMeters(registry, new Limits(3, true), clock),
                    Optional.empty(),
                    Power.estimate(2),
                    () -> 7),
            () -> {
                asked.incrementAndGet();
                return rooms;
            },
            clock);

    @Test
    void areAskedOnceASecondHoweverManyWantToKnow() {
        others.read();
        others.read();
        clock.advance(Duration.ofMillis(999));
        others.read();
        assertThat(asked).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        others.read();
        assertThat(asked).hasValue(2);
    }

    @Test
    void keepARoomThatFailsFromHidingTheRest() {
        rooms = rooms(throwing(Rollouts.class), StepCaches.none(), counting(7));

        others.read();

        assertThat(registry.scrape())
                .contains("roundhouse_metrics_failures_total 1.0")
                .contains("roundhouse_things_total 7.0");
    }

    @Test
    void mayAskForAllNumbersWhileTheyAreAskedForTheirOwn() {
        rooms = rooms(null, null, () -> {
            others.read();
            return counting(3).meters();
        });

        others.read();

        assertThat(asked).hasValue(1);
        assertThat(registry.scrape()).contains("roundhouse_things_total 3.0");
    }

    @Test
    void areForgottenWhenTheyHaveGone() {
        rooms = rooms(
                answering(Rollouts.class, List.of(RolloutMetersTest.report(State.PAUSED, Optional.empty()))),
                null,
                counting(1));
        others.read();
        String there = registry.scrape();

        rooms = Rooms.none();
        clock.advance(Duration.ofSeconds(1));
        others.read();

        assertThat(there).contains("roundhouse_rollout_state").contains("roundhouse_things_total");
        assertThat(registry.scrape()).doesNotContain("roundhouse_rollout_state").doesNotContain("roundhouse_things");
    }

    private static Rooms rooms(@Nullable Rollouts rollouts, @Nullable StepCaches caches, PluginMeters plugin) {
        return new Rooms(null, null, null, null, caches, rollouts, null, List.of(plugin));
    }

    private static PluginMeters counting(double value) {
        return () -> List.of(
                new PluginMeters.Meter("roundhouse.things", "Things", PluginMeters.Kind.COUNT, Map.of(), value));
    }

    private static <T> T throwing(Class<T> room) {
        return room.cast(Proxy.newProxyInstance(room.getClassLoader(), new Class<?>[] {room}, (proxy, method, with) -> {
            throw new IllegalStateException("broken");
        }));
    }

    private static <T> T answering(Class<T> room, Object answer) {
        return room.cast(
                Proxy.newProxyInstance(room.getClassLoader(), new Class<?>[] {room}, (proxy, method, with) -> answer));
    }
}
