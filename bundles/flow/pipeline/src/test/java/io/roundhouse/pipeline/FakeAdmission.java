package io.roundhouse.pipeline;

import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.server.flow.Admission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets everybody in, or refuses everybody; remembers how permits ended. */
final class FakeAdmission implements Admission {
    final List<String> ends = new CopyOnWriteArrayList<>();
    final AtomicInteger running = new AtomicInteger();
    Optional<Refusal> refusal = Optional.empty();

    @Override
    public Entry enter(InferenceRequest request) {
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return new Permit() {
            @Override
            public void succeeded() {
                ends.add("succeeded");
            }

            @Override
            public void ignored() {
                ends.add("ignored");
            }

            @Override
            public void dropped() {
                ends.add("dropped");
            }
        };
    }

    @Override
    public boolean drain(Duration timeout) {
        return true;
    }

    @Override
    public void resume() {}

    @Override
    public boolean isOpen() {
        return refusal.isEmpty();
    }

    @Override
    public void shed(int percent) {}

    @Override
    public int running() {
        return running.get();
    }
}
