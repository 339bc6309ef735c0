package io.roundhouse.admission;

import io.roundhouse.server.flow.Admission.Permit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place taken. The limit is fixed, so how the request ended makes no difference to it. */
final class Place implements Permit {
    private final Gate gate;
    private final AtomicBoolean ended = new AtomicBoolean();

    Place(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void succeeded() {
        end();
    }

    @Override
    public void ignored() {
        end();
    }

    @Override
    public void dropped() {
        end();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            gate.leave();
        }
    }
}
