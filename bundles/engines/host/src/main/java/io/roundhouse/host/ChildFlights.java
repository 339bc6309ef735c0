package io.roundhouse.host;

import io.roundhouse.api.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** What is in flight in one child; known from its first request on, and the same ever after. */
final class ChildFlights {
    private volatile @Nullable QuarantineFlights flights;

    QuarantineFlights of(QuarantineGuard guard) {
        QuarantineFlights known = flights;
        return known == null ? first(guard) : known;
    }

    private synchronized QuarantineFlights first(QuarantineGuard guard) {
        QuarantineFlights known = flights == null ? guard.flights() : flights;
        flights = known;
        return known;
    }

    /** Before the child is ended for this one's sake, so that the others are not suspected. */
    void blame(Tensors batch) {
        QuarantineFlights known = flights;
        if (known != null) {
            known.hung(batch, "did not stop at the deadline");
        }
    }
}
