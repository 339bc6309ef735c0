package io.roundhouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.InferenceMonitor;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * What every monitor keeps, rule by rule of {@link InferenceMonitor}. A monitor's test extends it and names the monitor,
 * and how many requests it has counted where it counts.
 */
public abstract class MonitorContract {
    private static final int THREADS = 4;
    private static final ServedBy SERVED_BY = new ServedBy(new ModelId("test", "1"), "stable", "fake", "1.0.0");
    private static final Timing TIMING = new Timing(1_000, 2_000, 3_000, 10_000, 1, 1);

    /** The monitor under test, always the same one within one test. */
    protected abstract InferenceMonitor monitor();

    /** The requests it has counted, answered and failed; empty for a monitor that does not count. */
    protected OptionalLong counted() {
        return OptionalLong.empty();
    }

    @Test
    void takesEveryKindOfEvent() {
        InferenceMonitor monitor = monitor();

        for (InferenceEvent event : TestEvents.everyKind(answered("1"))) {
            assertThatCode(() -> monitor.on(event)).as("%s", event).doesNotThrowAnyException();
        }
    }

    @Test
    void seesEveryRequestOfManyThreadsAtOnce() throws Exception {
        InferenceMonitor monitor = monitor();
        long before = counted().orElse(0);

        Together.run(THREADS, () -> {
            for (int i = 0; i < 500; i++) {
                monitor.on(answered("request-" + i));
            }
            return true;
        });

        counted().ifPresent(after -> assertThat(after - before).isEqualTo(THREADS * 500L));
    }

    @Test
    void changesNothingOfWhatItSees() {
        InferenceEvent.Answered event = answered("1");
        long inputs = TestTensors.checksum(event.request().inputs());
        long outputs = TestTensors.checksum(event.response().outputs());

        monitor().on(event);

        assertThat(TestTensors.checksum(event.request().inputs())).isEqualTo(inputs);
        assertThat(TestTensors.checksum(event.response().outputs())).isEqualTo(outputs);
        assertThat(event.request().inputs().get("x").data().position()).isZero();
    }

    @Test
    void takesWhateverNameAClientWrote() {
        InferenceMonitor monitor = monitor();

        for (String name : List.of("", "\"}\n# HELP", "a b", "\u20ac\ud83d\ude82", "x".repeat(10_000))) {
            assertThatCode(() -> monitor.on(TestEvents.refused(name))).as(name).doesNotThrowAnyException();
        }
    }

    private static InferenceRequest request(String id) {
        return TestRequests.of(id, Tensors.of("x", TestTensors.floats(1, 2, 4)));
    }

    private static InferenceEvent.Answered answered(String id) {
        Tensors outputs = Tensors.of("y", TestTensors.floats(2, 2, 4));
        return new InferenceEvent.Answered(request(id), new InferenceResponse(id, SERVED_BY, outputs, TIMING));
    }
}
