package io.roundhouse.example.slowlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.inference.InferenceEvent;
import io.roundhouse.api.inference.InferenceResponse;
import io.roundhouse.api.inference.ServedBy;
import io.roundhouse.api.inference.Timing;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.monitor.InferenceMonitor;
import io.roundhouse.testkit.FakeClock;
import io.roundhouse.testkit.MonitorContract;
import io.roundhouse.testkit.TestRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowLogMonitorTest extends MonitorContract {
    private final FakeClock clock = new FakeClock();
    private final List<String> lines = new ArrayList<>();
    private final SlowLogMonitor monitor = new SlowLogMonitor(100, clock, lines::add);

    @Override
    protected InferenceMonitor monitor() {
        return monitor;
    }

    @Test
    void logsWhatTakesLongerThanTheLimit() {
        monitor.on(answeredAfter(Duration.ofMillis(100)));
        monitor.on(answeredAfter(Duration.ofMillis(101)));

        assertThat(lines).containsExactly("slow model=fraud:7 total_ms=101 since_last_line=1");
    }

    @Test
    void writesOneLineASecondAndCountsTheOthers() {
        for (int i = 0; i < 10; i++) {
            monitor.on(answeredAfter(Duration.ofSeconds(2)));
        }
        clock.advance(Duration.ofSeconds(2));
        monitor.on(answeredAfter(Duration.ofSeconds(2)));

        assertThat(lines)
                .containsExactly(
                        "slow model=fraud:7 total_ms=2000 since_last_line=1",
                        "slow model=fraud:7 total_ms=2000 since_last_line=10");
    }

    @Test
    void refusesALimitBelowOne() {
        assertThatThrownBy(() -> new SlowLogMonitor(0, clock, lines::add))
                .hasMessage("io.roundhouse.example.slowlog: limit.millis must be 1 or more, was 0");
    }

    private static InferenceEvent answeredAfter(Duration time) {
        ServedBy servedBy = new ServedBy(new ModelId("fraud", "7"), "stable", "linear", "1.0.0");
        Timing timing = new Timing(0, 0, 0, time.toNanos(), 1, 1);
        return new InferenceEvent.Answered(
                TestRequests.of("1", Tensors.empty()), new InferenceResponse("1", servedBy, Tensors.empty(), timing));
    }
}
