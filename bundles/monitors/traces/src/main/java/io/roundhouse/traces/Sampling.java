package io.roundhouse.traces;

import io.roundhouse.api.inference.TraceContext;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Whether a request leaves spans: as its caller decided, and by chance where it did not. */
final class Sampling {
    private final double share;
    private final DoubleSupplier chance;

    /** @param chance 0 to 1, at random */
    Sampling(double percent, DoubleSupplier chance) {
        this.share = percent / 100;
        this.chance = chance;
    }

    boolean takes(Optional<TraceContext> caller) {
        return caller.isPresent() ? caller.get().sampled() : chance.getAsDouble() < share;
    }
}
