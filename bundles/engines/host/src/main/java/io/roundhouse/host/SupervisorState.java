package io.roundhouse.host;

import java.util.List;
import java.util.Optional;

/**
 * What the supervisor of one group of hosts knows; begins with {@link #initial}.
 *
 * @param hosts those that are there or about to end, the oldest first; few
 * @param published the id of the host that requests go to; 0 for none
 * @param lastHost the newest id
 * @param failures in a row
 * @param failed in a crash loop, with none published
 * @param notBefore when the next host may be asked for
 * @param replace why a fresh host is wanted beside the published one; empty for not
 * @param seed of the next random number
 */
record SupervisorState(
        Phase phase,
        List<SupervisorHost> hosts,
        long published,
        long lastHost,
        int failures,
        boolean failed,
        long notBefore,
        String replace,
        long seed) {
    /** Whether hosts are wanted. */
    enum Phase {
        IDLE,
        WANTED,
        STOPPING,
        STOPPED
    }

    SupervisorState {
        hosts = List.copyOf(hosts);
    }

    static SupervisorState initial(long seed) {
        return new SupervisorState(Phase.IDLE, List.of(), 0, 0, 0, false, Long.MIN_VALUE, "", seed);
    }

    Optional<SupervisorHost> host(long id) {
        return hosts.stream().filter(host -> host.id() == id).findFirst();
    }

    /** What a host is doing; {@link HostState#DEAD} for those that are forgotten. */
    HostState stateOf(long id) {
        return host(id).map(SupervisorHost::state).orElse(HostState.DEAD);
    }

    /** Whether one more host is wanted, as soon as its time has come and there is room. */
    boolean wantsHost() {
        if (phase != Phase.WANTED) {
            return false;
        }
        boolean draining = false;
        for (SupervisorHost host : hosts) {
            if (host.is(HostState.STARTING)) {
                return false;
            }
            draining |= host.is(HostState.DRAINING);
        }
        return published == 0 || (!replace.isEmpty() && !draining);
    }
}
