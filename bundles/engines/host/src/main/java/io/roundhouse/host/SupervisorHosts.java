package io.roundhouse.host;

import io.roundhouse.host.SupervisorCommand.Kind;
import io.roundhouse.host.SupervisorHost.Death;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts during one step of the {@link Supervisor}, how they end, and the commands so far. */
final class SupervisorHosts {
    private static final String CLOSED = "closed its channel"; // until the exit tells more

    private final SupervisorSettings settings;
    private final long now;
    private final List<SupervisorHost> hosts;
    private final List<SupervisorCommand> commands = new ArrayList<>();
    private final SupervisorFailures failures;
    private long published;
    private String replace;

    SupervisorHosts(SupervisorSettings settings, SupervisorState state, SupervisorFailures failures, long now) {
        this.settings = settings;
        this.now = now;
        this.hosts = new ArrayList<>(state.hosts());
        this.failures = failures;
        this.published = state.published();
        this.replace = state.replace();
    }

    /** As they are now; what changes later does not change the list. */
    List<SupervisorHost> all() {
        return List.copyOf(hosts);
    }

    List<SupervisorCommand> commands() {
        return commands;
    }

    /** 0 for none. */
    long published() {
        return published;
    }

    /** Notes that a fresh host is wanted in place of the published one, if there is one. */
    void replace(String why) {
        replace = published != 0 && replace.isEmpty() ? why : replace;
    }

    /** Why a fresh one is wanted; empty for not. */
    String wantedFresh() {
        return replace;
    }

    boolean isEmpty() {
        return hosts.isEmpty();
    }

    boolean isFull() {
        return hosts.size() >= settings.processesMax();
    }

    @Nullable
    SupervisorHost find(long id) {
        for (SupervisorHost host : hosts) {
            if (host.id() == id) {
                return host;
            }
        }
        return null;
    }

    void add(SupervisorHost host) {
        hosts.add(host);
    }

    void put(SupervisorHost host) {
        hosts.replaceAll(other -> other.id() == host.id() ? host : other);
    }

    /** Puts a host that is ready in the place of the published one. */
    void publish(SupervisorHost host) {
        for (SupervisorHost other : all()) {
            if (other.is(HostState.DEAD)) {
                retire(other);
            }
        }
        SupervisorHost old = find(published);
        published = host.id();
        replace = "";
        put(host);
        command(new SupervisorCommand.Publish(host.id()));
        report(Kind.READY, host.id(), "is ready");
        if (old != null) {
            drain(old);
        }
    }

    void withdraw() {
        if (published != 0) {
            command(new SupervisorCommand.Withdraw(published));
            published = 0;
        }
    }

    void drain(SupervisorHost host) {
        put(host.in(HostState.DRAINING, after(settings.drainMax())));
        command(new SupervisorCommand.Drain(host.id()));
    }

    void kill(SupervisorHost host, SupervisorEnd end, String why) {
        if (!host.is(HostState.DEAD)) {
            put(die(host, end, why));
            command(new SupervisorCommand.Kill(host.id()));
        }
    }

    /** There was never a process. */
    void unborn(SupervisorHost host, String why) {
        SupervisorHost dead = die(host, SupervisorEnd.USELESS, why);
        signed(dead.with(dead.death().withExit().withEndOfFile()));
    }

    /** The process is gone; what it wrote before may still have to be read. */
    void exited(SupervisorHost host, int code) {
        SupervisorEnd end = code == 0 && host.is(HostState.DRAINING) ? SupervisorEnd.DRAINED : SupervisorEnd.CRASHED;
        SupervisorHost dead = die(host, end, SupervisorExit.sentence(code));
        Death death = dead.death().withExit();
        if (death.why().equals(CLOSED)) {
            boolean inOrder = code == 0 && death.expected();
            death = death.because(inOrder ? SupervisorEnd.DRAINED : death.end(), SupervisorExit.sentence(code));
        }
        signed(dead.with(death));
    }

    /** Nothing can be read any more; the process may still be there. */
    void endOfFile(SupervisorHost host) {
        SupervisorHost dead = die(host, SupervisorEnd.CRASHED, CLOSED);
        signed(dead.with(dead.death().withEndOfFile()));
    }

    /**
     * A dead one owes its exit, its end of file, or both, and was given time for that.
     *
     * @param killsMax after so many it is no longer waited for
     */
    void waitedForEnd(SupervisorHost host, int killsMax) {
        SupervisorHost retired = retire(host);
        if (retired.death().exited() || retired.death().kills() >= killsMax) {
            forget(retired);
            return;
        }
        if (host.death().kills() == 1) {
            report(Kind.STUCK, host.id(), "was killed and is still there");
        }
        command(new SupervisorCommand.Kill(host.id()));
        put(retired.in(HostState.DEAD, after(settings.killMax()))
                .with(retired.death().withKill()));
    }

    /** Notes a death, once. */
    private SupervisorHost die(SupervisorHost host, SupervisorEnd end, String why) {
        if (host.is(HostState.DEAD)) {
            return host;
        }
        if (published == host.id()) {
            withdraw();
        }
        boolean expected = host.is(HostState.DRAINING) || !end.isFailure();
        if (!expected) {
            failed(host);
        }
        return host.in(HostState.DEAD, after(settings.joinMax()))
                .with(new Death(end, why, expected, false, false, false, 0));
    }

    private void failed(SupervisorHost host) {
        if (failures.count(now, published == 0)) {
            report(Kind.FAILED, host.id(), "is number " + failures.inARow() + " in a row that failed");
        }
        for (SupervisorHost other : all()) { // an old one that is well says nothing for a new one that is not
            put(other.with(other.life().unsettled()));
        }
    }

    private void signed(SupervisorHost dead) {
        if (dead.death().exited() && dead.death().endOfFile()) {
            forget(retire(dead));
        } else {
            put(dead);
        }
    }

    private SupervisorHost retire(SupervisorHost host) {
        Death death = host.death();
        if (death.retired()) {
            return host;
        }
        if (!death.expected()) {
            report(Kind.DIED, host.id(), death.why());
        }
        command(new SupervisorCommand.Retire(host.id(), death.end(), death.why()));
        SupervisorHost retired = host.with(death.withRetirement());
        put(retired);
        return retired;
    }

    private void forget(SupervisorHost host) {
        hosts.removeIf(other -> other.id() == host.id());
    }

    long after(Duration wait) {
        return now + wait.toNanos();
    }

    void command(SupervisorCommand command) {
        commands.add(command);
    }

    void report(Kind kind, long host, String what) {
        commands.add(new SupervisorCommand.Report(kind, host, "host " + host + " " + what));
    }
}
