package io.roundhouse.host;

import static io.roundhouse.host.SupervisorHost.NEVER;

import io.roundhouse.host.SupervisorCommand.Kind;
import io.roundhouse.host.SupervisorHost.Heart;
import io.roundhouse.host.SupervisorHost.Life;

/** What time alone does to a host. Part of a {@link SupervisorTurn}. */
final class SupervisorDue {
    /** A process that cannot be killed must not keep the server from stopping; the next start sweeps it. */
    private static final int KILLS_MAX = 4;

    private final SupervisorSettings settings;
    private final SupervisorHosts hosts;
    private final SupervisorFailures failures;
    private final long now;

    SupervisorDue(SupervisorSettings settings, SupervisorHosts hosts, SupervisorFailures failures, long now) {
        this.settings = settings;
        this.hosts = hosts;
        this.failures = failures;
        this.now = now;
    }

    void look(SupervisorHost host, boolean stopping) {
        if (host.is(HostState.DEAD)) {
            if (now >= host.until()) {
                hosts.waitedForEnd(host, stopping ? KILLS_MAX : Integer.MAX_VALUE);
            }
        } else if (now >= host.overdueBy()) {
            hosts.kill(host, SupervisorEnd.HUNG, "did not stop a request past its deadline");
        } else if (now >= host.until()) {
            tooLong(host);
        } else if (host.serves()) {
            serving(host);
        }
    }

    private void tooLong(SupervisorHost host) {
        switch (host.state()) {
            case STARTING -> hosts.kill(host, SupervisorEnd.USELESS, "took too long to start");
            case DRAINING -> hosts.kill(host, SupervisorEnd.DRAINED, "took too long to drain");
            default -> hosts.kill(host, SupervisorEnd.SILENT, "did not answer pings");
        }
    }

    private void serving(SupervisorHost host) {
        SupervisorHost next = host;
        Heart heart = host.heart();
        if (now >= heart.pongBy()) {
            next = host.in(HostState.SUSPECT, hosts.after(settings.suspectMax()))
                    .with(new Heart(heart.pings(), NEVER, NEVER));
            hosts.report(Kind.SUSPECT, host.id(), "does not answer a ping");
        } else if (now >= heart.pingAt()) {
            long ping = heart.pings() + 1;
            next = host.with(new Heart(ping, NEVER, hosts.after(settings.pingMax())));
            hosts.command(new SupervisorCommand.Ping(host.id(), ping));
        }
        Life life = next.life();
        if (now >= life.settlesAt() && next.is(HostState.READY)) {
            failures.forget();
            life = life.unsettled();
        }
        if (now >= life.staleAt()) {
            hosts.replace("it is old enough");
            life = life.unaging();
        }
        hosts.put(next.with(life));
    }
}
