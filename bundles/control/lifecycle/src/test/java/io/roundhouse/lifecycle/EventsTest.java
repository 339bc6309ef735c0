package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final InferenceEvent EVENT =
            new InferenceEvent.ModelChanged(new ModelId("m", "1"), ModelState.LIVE, "");

    private final Providers<InferenceMonitor> monitors = new Providers<>("monitor");
    private final Events events = new Events(monitors, new Supervisor(), System::nanoTime);

    @Test
    void oneMonitorThatThrowsDoesNotKeepTheOthersFromSeeing() {
        List<InferenceEvent> seen = new CopyOnWriteArrayList<>();
        InferenceMonitor broken = event -> {
            throw new LinkageError("gone");
        };
        monitors.add(TestHouse.provider("monitor", "broken", "2", 1, broken));
        monitors.add(TestHouse.provider("monitor", "good", "1", 2, (InferenceMonitor) seen::add));

        events.accept(EVENT);

        assertThat(seen).containsExactly(EVENT);
    }

    @Test
    void aMonitorThatLeftSeesNothing() {
        List<InferenceEvent> seen = new CopyOnWriteArrayList<>();
        Provider<InferenceMonitor> good = TestHouse.provider("monitor", "good", "1", 2, (InferenceMonitor) seen::add);
        monitors.add(good);

        events.left(good);
        events.accept(EVENT);

        assertThat(seen).isEmpty();
    }
}
