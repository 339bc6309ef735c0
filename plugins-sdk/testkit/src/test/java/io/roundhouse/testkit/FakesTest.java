package io.roundhouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FakesTest {
    @Test
    void theClockStandsUntilItIsToldAndGoesThroughTheOverflow() {
        FakeClock clock = new FakeClock();
        long before = clock.getAsLong();
        Deadline deadline = Deadline.after(Duration.ofSeconds(2), before);

        clock.advance(Duration.ofSeconds(2).minusNanos(1));
        assertThat(deadline.isPast(clock.getAsLong())).isFalse();
        assertThat(clock.getAsLong()).isNegative();
        clock.advance(Duration.ofNanos(1));
        assertThat(deadline.isPast(clock.getAsLong())).isTrue();
    }

    @Test
    void theGateHoldsWhoComesWhileItIsShut() {
        Gate gate = new Gate();
        gate.pass();
        gate.shut();
        CompletableFuture<Void> held = CompletableFuture.runAsync(gate::pass);
        gate.awaitArrived(2);

        assertThat(gate.waiting()).isEqualTo(1);
        assertThat(held).isNotDone();
        gate.open();
        held.join();
        assertThat(gate.waiting()).isZero();
        assertThat(gate.arrived()).isEqualTo(2);
    }

    @Test
    void theModelDoublesFailsAndMends() {
        FakeEngine engine = new FakeEngine(() -> FakeLoadedModel.doubling(1));
        engine.load(FakeModelArtifact.named("test", "1"), Settings.empty());
        FakeLoadedModel model = engine.models().get(0);
        Tensors row = Tensors.of("x", Tensor.ofFloats(Shape.of(1, 1), 21));

        model.fail(new IllegalStateException("broken"));
        assertThatThrownBy(() -> model.infer(row, TestRequests.later())).hasMessage("broken");
        model.mend();
        Tensors answer = model.infer(row, TestRequests.later());

        assertThat(TestTensors.floats(answer.get("y"))).containsExactly(42);
        assertThat(model.batches()).hasSize(2);
    }

    @Test
    void theEngineRefusesWhenItIsTold() {
        FakeEngine engine = new FakeEngine();
        engine.fail(new IllegalStateException("no"));

        assertThatThrownBy(() -> engine.load(FakeModelArtifact.named("test", "1"), Settings.empty()))
                .hasMessage("no");
        assertThat(engine.models()).isEmpty();
    }

    @Test
    void tensorsThatDifferAreFoundOut() {
        Tensors one = Tensors.of("x", Tensor.ofFloats(Shape.of(1), 1));
        Tensors near = Tensors.of("x", Tensor.ofFloats(Shape.of(1), 1.0001f));

        TestTensors.assertSame(near, one, 0.001);
        assertThatThrownBy(() -> TestTensors.assertSame(near, one, 0)).isInstanceOf(AssertionError.class);
        assertThat(TestTensors.checksum(near)).isNotEqualTo(TestTensors.checksum(one));
    }
}
