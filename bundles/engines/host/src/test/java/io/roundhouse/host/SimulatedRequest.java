package io.roundhouse.host;

import org.jspecify.annotations.Nullable;

/** A request of a {@link SupervisorWorld}. */
final class SimulatedRequest {
    final long id;
    final long deadline;
    boolean ended;
    boolean overdue;
    /** The host whose place it takes. */
    @Nullable
    SimulatedHost inside;

    SimulatedRequest(long id, long deadline) {
        this.id = id;
        this.deadline = deadline;
    }

    void end(String how) {
        if (ended) {
            throw new AssertionError("request " + id + " ended twice, now: " + how);
        }
        ended = true;
    }
}
