package io.roundhouse.pipeline;

import io.roundhouse.api.inference.InferenceRequest;
import io.roundhouse.server.flow.Admission;
import java.time.Duration;

/** The admission of shadows: their threads are the limit. */
final class OpenDoor implements Admission {
    @Override
    public Entry enter(InferenceRequest request) {
        return new Permit() {
            @Override
            public void succeeded() {}

            @Override
            public void ignored() {}

            @Override
            public void dropped() {}
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
        return true;
    }

    @Override
    public void shed(int percent) {}

    @Override
    public int running() {
        return 0;
    }
}
