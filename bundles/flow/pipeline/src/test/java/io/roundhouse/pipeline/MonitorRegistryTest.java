package io.roundhouse.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceEvent.ModelChanged;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitorRegistryTest {
    private static final InferenceEvent EVENT = new ModelChanged(new ModelId("mlp", "1"), ModelState.LIVE, "");

    private final FakeClock clock = new FakeClock();
    private final MonitorRegistry registry = new MonitorRegistry(clock);
    private final List<InferenceEvent> seen = new ArrayList<>();

    @Test
    void tellsEveryMonitorThatIsThere() {
        registry.add("one", seen::add);
        registry.add("two", seen::add);

        registry.on(EVENT);

        assertThat(seen).containsExactly(EVENT, EVENT);
    }

    @Test
    void keepsTheNewMonitorWhenTheOldOfTheSameNameLeavesAfterIt() {
        InferenceMonitor old = event -> seen.add(EVENT);
        registry.add("metrics", old);

        registry.add("metrics", seen::add);
        registry.remove(old);
        registry.on(EVENT);

        assertThat(seen).hasSize(1);
    }

    @Test
    void keepsTheNewMonitorWhenTheOldLeavesBeforeIt() {
        InferenceMonitor old = event -> seen.add(EVENT);
        registry.add("metrics", old);

        registry.remove(old);
        registry.add("metrics", seen::add);
        registry.on(EVENT);

        assertThat(seen).hasSize(1);
    }

    @Test
    void containsAndCountsWhatAMonitorThrows() {
        registry.add("broken", event -> {
            throw new NoClassDefFoundError("gone");
        });
        registry.add("sound", seen::add);

        registry.on(EVENT);
        registry.on(EVENT);

        assertThat(registry.failed()).isEqualTo(2);
        assertThat(seen).hasSize(2);
    }

    @Test
    void reportsAtOnceAndThenNoMoreThanOnceAMinute() {
        OncePerMinute failures = new OncePerMinute(clock);
        List<Long> reports = new ArrayList<>();

        failures.count(reports::add);
        failures.count(reports::add);
        failures.count(reports::add);
        clock.advance(Duration.ofMinutes(1));
        failures.count(reports::add);

        assertThat(reports).containsExactly(1L, 3L);
    }
}
