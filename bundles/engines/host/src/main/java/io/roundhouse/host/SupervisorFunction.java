package io.roundhouse.host;

import java.util.List;

/** What a supervisor is: see {@link Supervisor}. */
@FunctionalInterface
interface SupervisorFunction {
    /**
     * What follows from what happened.
     *
     * @param nowNanos of a clock that never goes back
     */
    Step step(SupervisorState state, SupervisorEvent event, long nowNanos);

    /**
     * What is known then, and what is to be done.
     *
     * @param state what is known then
     * @param commands what is to be done, in that order
     * @param wakeAt when to come back with a {@link SupervisorEvent.Tick} if nothing happens before; {@link Long#MAX_VALUE}
     *     only where nothing is waited for
     */
    record Step(SupervisorState state, List<SupervisorCommand> commands, long wakeAt) {}
}
