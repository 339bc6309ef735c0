package io.roundhouse.host;

import static io.roundhouse.host.SupervisorHost.NEVER;

import io.roundhouse.host.SupervisorCommand.Kind;
import io.roundhouse.host.SupervisorHost.Heart;
import io.roundhouse.host.SupervisorHost.Life;
import io.roundhouse.host.SupervisorState.Phase;
import java.util.List;
import java.util.function.Consumer;

/** One step of the {@link Supervisor}: the state while it changes. Used once, by one thread. */
final class SupervisorTurn {
    private final SupervisorSettings settings;
    private final long now;
    private final SupervisorFailures failures;
    private final SupervisorHosts hosts;
    private Phase phase;
    private long lastHost;

    SupervisorTurn(SupervisorSettings settings, SupervisorState state, long now) {
        this.settings = settings;
        this.now = now;
        this.failures = new SupervisorFailures(settings, state);
        this.hosts = new SupervisorHosts(settings, state, failures, now);
        this.phase = state.phase();
        this.lastHost = state.lastHost();
    }

    SupervisorFunction.Step end() {
        if (phase == Phase.STOPPING && hosts.isEmpty()) {
            phase = Phase.STOPPED;
            hosts.command(new SupervisorCommand.Report(Kind.STOPPED, lastHost, "all hosts are gone"));
        }
        SupervisorState state = state();
        long wake = state.wantsHost() && !hosts.isFull() ? failures.notBefore() : NEVER;
        for (SupervisorHost host : state.hosts()) {
            wake = Math.min(wake, host.wakeAt());
        }
        return new SupervisorFunction.Step(state, List.copyOf(hosts.commands()), wake);
    }

    private SupervisorState state() {
        return new SupervisorState(
                phase,
                hosts.all(),
                hosts.published(),
                lastHost,
                failures.inARow(),
                failures.loop(),
                failures.notBefore(),
                hosts.wantedFresh(),
                failures.seed());
    }

    /** Whatever is due. */
    void time() {
        SupervisorDue due = new SupervisorDue(settings, hosts, failures, now);
        for (SupervisorHost host : hosts.all()) {
            with(host.id(), current -> due.look(current, phase == Phase.STOPPING));
        }
    }

    void wanted() {
        phase = phase == Phase.IDLE ? Phase.WANTED : phase;
    }

    void started(long id) {
        with(id, host -> {
            if (host.is(HostState.STARTING)) {
                hosts.put(host.in(HostState.STARTING, hosts.after(settings.helloMax())));
            } else if (host.is(HostState.DEAD)) { // killed before there was anything to kill
                hosts.command(new SupervisorCommand.Kill(id));
            }
        });
    }

    void notStarted(long id, String why) {
        with(id, host -> hosts.unborn(host, why));
    }

    void hello(long id) {
        with(id, host -> {
            if (host.is(HostState.STARTING)) {
                hosts.put(host.in(HostState.STARTING, hosts.after(settings.loadMax())));
            }
        });
    }

    void loaded(long id) {
        with(id, host -> {
            if (host.is(HostState.STARTING)) {
                failures.served();
                long age = settings.ageMax().toNanos();
                long stale = now + age - (long) (age * failures.random() / 10); // not all of a server at once
                hosts.publish(host.in(HostState.READY, NEVER)
                        .with(new Heart(0, hosts.after(settings.pingEvery()), NEVER))
                        .with(new Life(hosts.after(settings.settled()), hosts.after(settings.replaceMin()), stale)));
            }
        });
    }

    void useless(long id, String why) {
        with(id, host -> hosts.kill(host, SupervisorEnd.USELESS, why));
    }

    void exited(long id, int code) {
        with(id, host -> hosts.exited(host, code));
    }

    void endOfFile(long id) {
        with(id, hosts::endOfFile);
    }

    void pong(long id, long ping) {
        with(id, host -> {
            Heart heart = host.heart();
            if (!host.serves() || heart.pingAt() != NEVER || heart.pings() != ping) {
                return;
            }
            if (host.is(HostState.SUSPECT)) {
                hosts.report(Kind.RECOVERED, id, "answers again");
            }
            hosts.put(host.in(HostState.READY, NEVER).with(new Heart(ping, hosts.after(settings.pingEvery()), NEVER)));
        });
    }

    void overdue(long id, long request) {
        with(id, host -> {
            if (host.is(HostState.DEAD) || host.overdue().containsKey(request)) {
                return;
            }
            if (host.overdue().size() >= settings.overdueMax()) {
                hosts.kill(
                        host,
                        SupervisorEnd.HUNG,
                        "has more requests past their deadline than " + settings.overdueMax());
                return;
            }
            hosts.put(host.withOverdue(request, hosts.after(settings.terminateMax())));
            hosts.command(new SupervisorCommand.Terminate(id, request));
        });
    }

    void done(long id, long request) {
        with(id, host -> {
            if (host.overdue().containsKey(request)) {
                hosts.put(host.withoutOverdue(request));
            }
        });
    }

    void resident(long id, long bytes) {
        with(id, host -> {
            if (bytes >= settings.residentHard()) {
                String why = "held " + bytes + " bytes, " + settings.residentHard() + " are too many";
                hosts.kill(host, SupervisorEnd.MEMORY, why);
            } else if (bytes >= settings.residentSoft()
                    && id == hosts.published()
                    && now >= host.life().replaceableAt()) {
                hosts.replace("it holds " + bytes + " bytes, more than " + settings.residentSoft());
            }
        });
    }

    void replace(String why) {
        hosts.replace(why);
    }

    void drained(long id) {
        with(id, host -> {
            if (host.is(HostState.DRAINING)) {
                hosts.put(host.in(HostState.DRAINING, hosts.after(settings.exitMax())));
            }
        });
    }

    void stop() {
        if (phase == Phase.STOPPING || phase == Phase.STOPPED) {
            return;
        }
        phase = Phase.STOPPING;
        hosts.withdraw();
        for (SupervisorHost host : hosts.all()) {
            if (host.is(HostState.STARTING)) {
                hosts.kill(host, SupervisorEnd.UNWANTED, "is not needed any more");
            } else if (host.serves()) {
                hosts.drain(host);
            }
        }
    }

    /** Asks for a host if one is wanted, its time has come, and there is room. */
    void spawnIfWanted() {
        if (!state().wantsHost() || now < failures.notBefore() || hosts.isFull()) {
            return;
        }
        lastHost++;
        hosts.add(SupervisorHost.asked(lastHost, hosts.after(settings.spawnMax())));
        if (hosts.published() != 0) {
            hosts.report(Kind.REPLACING, hosts.published(), "is being replaced: " + hosts.wantedFresh());
        } else if (failures.loop()) {
            hosts.report(Kind.PROBING, lastHost, "is started to see whether it stays");
        }
        hosts.command(new SupervisorCommand.Spawn(lastHost));
    }

    private void with(long id, Consumer<SupervisorHost> what) {
        SupervisorHost host = hosts.find(id);
        if (host != null) {
            what.accept(host);
        }
    }
}
