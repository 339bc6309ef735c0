package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.spi.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServingArmTest {
    private static ServingArm arm() {
        ModelArtifact artifact = new ModelArtifact(new ModelId("m", "1"), Path.of("unused"), "d");
        Provider<Engine> engine = TestHouse.provider("engine", "ort", "1", 1, new FakeEngine());
        Session.Key session = new Session.Key(artifact, engine, Settings.empty(), Settings.empty());
        Steps.Key steps = new Steps.Key(artifact, List.of(), List.of());
        Session open = new Session(
                session,
                new FakeEngine().load(artifact, Settings.empty()),
                FakeEngine.SPEC,
                new FakeBatchers()
                        .create(artifact.id(), new FakeEngine().load(artifact, Settings.empty()), Settings.empty()),
                new Session.Times(0, 0, true, OptionalLong.empty()),
                List.of());
        return new ServingArm(
                new ServingArm.Key("stable", session, steps, List.of()),
                FakeEngine.SPEC,
                new Shared<>(open, () -> {}),
                new Shared<>(new Steps(steps, List.of(), List.of()), () -> {}),
                0);
    }

    @Test
    void takesNoLeaseWhenItIsRetired() {
        ServingArm arm = arm();

        arm.retire();

        assertThat(arm.lease()).isNull();
        assertThat(arm.leases()).isZero();
    }

    @Test
    void aSecondCloseOfALeaseDoesNothing() {
        ServingArm arm = arm();
        Lease one = Objects.requireNonNull(arm.lease());
        Lease other = Objects.requireNonNull(arm.lease());

        one.close();
        one.close();

        assertThat(arm.leases()).isEqualTo(1);
        other.close();
    }

    @Test
    void runsWhatWaitsForTheLastLeaseOnce() {
        ServingArm arm = arm();
        Lease lease = Objects.requireNonNull(arm.lease());
        AtomicInteger runs = new AtomicInteger();

        arm.retire();
        arm.whenDrained(runs::incrementAndGet);
        assertThat(runs).hasValue(0);
        lease.close();

        assertThat(runs).hasValue(1);
        assertThat(arm.lease()).isNull();
        assertThat(runs).hasValue(1);
    }

    @Test
    void noLeaseIsHeldOnceItIsDrained() {
        for (int round = 0; round < 200; round++) {
            ServingArm arm = arm();
            AtomicBoolean closed = new AtomicBoolean();
            AtomicInteger wrong = new AtomicInteger();
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.add(CompletableFuture.runAsync(() -> {
                    Lease lease = arm.lease();
                    while (lease != null) {
                        if (closed.get()) {
                            wrong.incrementAndGet();
                        }
                        lease.close();
                        lease = arm.lease();
                    }
                }));
            }

            arm.retire();
            assertThat(arm.awaitDrained(System.nanoTime() + 10_000_000_000L)).isTrue();
            closed.set(true);

            clients.forEach(CompletableFuture::join);
            assertThat(wrong).hasValue(0);
        }
    }
}
