package io.roundhouse.host;

import io.roundhouse.host.SupervisorEvent.Resident;
import io.roundhouse.host.SupervisorEvent.Tick;
import io.roundhouse.host.SupervisorState.Phase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * A server, its hosts and their channels on one virtual clock, all from one seed: see {@link SupervisorSimulationTest}. Which
 * faults there are at all is drawn first (swarm testing: Groce and others, ISSTA 2012), so that rare ones meet.
 *
 * <p>What happens has a time of its own; the server may be late for it, as it may be stopped for a while.
 */
final class SupervisorWorld {
    static final long MILLIS = 1_000_000;
    static final long SECONDS = 1_000 * MILLIS;

    static final SupervisorSettings SETTINGS = settings();

    private record Happening(long at, long order, LongConsumer what) {}

    final SplittableRandom random;
    final SimulatedFaults faults;
    final SupervisorOracle oracle;
    final Map<Long, SimulatedHost> children = new HashMap<>();
    private final Set<SimulatedHost> processes = new HashSet<>();
    private final PriorityQueue<Happening> queue = new PriorityQueue<>(
            (a, b) -> a.at() != b.at() ? Long.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
    private final Deque<SimulatedRequest> waiting = new ArrayDeque<>();
    private final Deque<String> trace = new ArrayDeque<>();
    private final boolean tracing;
    private final SupervisorFunction supervisor;
    private long order;
    private long ticket;
    private long requests;
    private boolean arrivals = true;
    long now;
    SupervisorState state;

    SupervisorWorld(long seed, SupervisorFunction supervisor, boolean tracing) {
        this.random = new SplittableRandom(seed);
        this.faults = new SimulatedFaults(random);
        this.supervisor = supervisor;
        this.tracing = tracing;
        this.oracle = new SupervisorOracle(this);
        this.state = SupervisorState.initial(random.nextLong());
    }

    /** Long enough for every limit to matter, short enough for many seeds. */
    private static SupervisorSettings settings() {
        SupervisorSettings d = SupervisorSettings.DEFAULT;
        return new SupervisorSettings(
                d.spawnMax(),
                d.helloMax(),
                Duration.ofSeconds(20),
                d.pingEvery(),
                d.pingMax(),
                d.suspectMax(),
                d.terminateMax(),
                d.drainMax(),
                d.exitMax(),
                d.joinMax(),
                d.killMax(),
                d.settled(),
                d.failuresMax(),
                d.processesMax(),
                8,
                200L << 20,
                400L << 20,
                Duration.ofSeconds(50),
                Duration.ofSeconds(15),
                d.backoff(),
                d.probe());
    }

    /** Faults for a while, then none: it has to come back; then it has to stop. */
    void run() {
        long faulty = between(10 * SECONDS, 90 * SECONDS);
        at(between(0, SECONDS), at -> deliver(new SupervisorEvent.Wanted()));
        at(0, this::arrive);
        at(SECONDS, this::sample);
        at(between(0, faulty), this::disturb);
        runUntil(faulty);
        faults.stop();
        note("no more faults");
        long recovery = recoveryNanos();
        runUntil(now + recovery);
        oracle.recovered();
        runUntil(now + 5 * SECONDS);
        oracle.recovered();
        deliver(new SupervisorEvent.Stop());
        arrivals = false;
        runUntil(now + stopNanos());
        oracle.stopped();
    }

    private static long recoveryNanos() {
        SupervisorSettings s = SETTINGS;
        long notice = nanos(s.pingEvery(), s.pingMax(), s.suspectMax(), s.spawnMax(), s.helloMax(), s.loadMax());
        long again =
                nanos(s.joinMax(), s.killMax(), s.killMax()) + s.probe().max().toNanos();
        return notice + again + SimulatedHost.WELL_START_MAX + SimulatedFaults.UNKILLABLE_MAX + 5 * SECONDS;
    }

    private static long stopNanos() {
        return nanos(
                        SETTINGS.drainMax(),
                        SETTINGS.exitMax(),
                        SETTINGS.joinMax(),
                        SETTINGS.killMax(),
                        SETTINGS.killMax())
                + SimulatedFaults.UNKILLABLE_MAX
                + 5 * SECONDS;
    }

    private static long nanos(Duration... waits) {
        long sum = 0;
        for (Duration wait : waits) {
            sum += wait.toNanos();
        }
        return sum;
    }

    private void runUntil(long end) {
        while (!queue.isEmpty() && queue.peek().at() <= end) {
            Happening next = queue.poll();
            now = Math.max(now, next.at());
            next.what().accept(next.at());
            oracle.look();
        }
        now = Math.max(now, end);
    }

    /** Something happens at that time; it is told when it should have happened. */
    void at(long time, LongConsumer what) {
        queue.add(new Happening(time, order++, what));
    }

    /** Runs the supervisor and does what it says. */
    void deliver(SupervisorEvent event) {
        SupervisorFunction.Step step = supervisor.step(state, event, now);
        if (tracing && !(event instanceof Tick && step.commands().isEmpty())) {
            note(event + " -> " + step.commands());
        }
        state = step.state();
        oracle.stepped(event, step);
        for (SupervisorCommand command : step.commands()) {
            oracle.before(command);
            execute(command);
        }
        oracle.afterCommands();
        long mine = ++ticket;
        if (step.wakeAt() != Long.MAX_VALUE) {
            at(step.wakeAt() + between(0, 3 * MILLIS), time -> {
                if (mine == ticket) {
                    deliver(new Tick());
                }
            });
        }
    }

    private void execute(SupervisorCommand command) {
        if (command instanceof SupervisorCommand.Spawn spawn) {
            SimulatedHost child = new SimulatedHost(this, spawn.host());
            children.put(spawn.host(), child);
            child.spawn(now);
        } else if (command instanceof SupervisorCommand.Ping ping) {
            child(ping.host()).ping(now, ping.ping());
        } else if (command instanceof SupervisorCommand.Terminate terminate) {
            child(terminate.host()).terminate(now, terminate.request());
        } else if (command instanceof SupervisorCommand.Kill kill) {
            child(kill.host()).kill(now);
        } else if (command instanceof SupervisorCommand.Publish) {
            while (!waiting.isEmpty()) {
                dispatch(waiting.poll());
            }
        } else if (command instanceof SupervisorCommand.Drain drain) {
            child(drain.host()).drain();
        } else if (command instanceof SupervisorCommand.Retire retire) {
            child(retire.host()).retire();
        }
    }

    SimulatedHost child(long id) {
        SimulatedHost child = children.get(id);
        oracle.check(child != null, "a command for host %d that was never asked for", id);
        return Objects.requireNonNull(child);
    }

    private void arrive(long time) {
        if (!arrivals) {
            return;
        }
        SimulatedRequest request = new SimulatedRequest(++requests, time + between(100 * MILLIS, 10 * SECONDS));
        oracle.asked(request);
        at(request.deadline, at -> deadline(request));
        dispatch(request);
        at(time + between(0, faults.busy() ? 400 * MILLIS : 4 * SECONDS), this::arrive);
    }

    private void dispatch(SimulatedRequest request) {
        if (request.ended) {
            return;
        }
        if (state.published() == 0) {
            waiting.add(request);
        } else {
            child(state.published()).take(now, request);
        }
    }

    private void deadline(SimulatedRequest request) {
        if (!request.ended) {
            request.end("deadline");
        }
        if (request.inside != null) {
            request.overdue = true;
            deliver(new SupervisorEvent.Overdue(request.inside.id, request.id));
        }
    }

    private void sample(long time) {
        for (SimulatedHost child : List.copyOf(processes)) {
            if (!child.retired) {
                child.sampled(now);
                deliver(new Resident(child.id, child.resident));
            }
        }
        if (state.phase() != Phase.STOPPED) {
            at(time + SECONDS, this::sample);
        }
    }

    /** What an operator does, and what is done to the server. */
    private void disturb(long time) {
        if (faults.pauses() && random.nextInt(2) == 0) {
            long pause = between(0, 8 * SECONDS);
            note("server stopped for " + pause / MILLIS + " ms");
            oracle.paused(pause);
            now += pause;
        }
        if (faults.replaces()) {
            deliver(new SupervisorEvent.Replace("as asked"));
        }
        if (!faults.over()) {
            at(time + between(SECONDS, 30 * SECONDS), this::disturb);
        }
    }

    void born(SimulatedHost child) {
        processes.add(child);
    }

    void gone(SimulatedHost child) {
        processes.remove(child);
    }

    Set<SimulatedHost> processes() {
        return processes;
    }

    long between(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    void note(String what) {
        if (tracing) {
            trace.add("%10.4f s  %s".formatted(now / 1e9, what));
            if (trace.size() > 80) {
                trace.removeFirst();
            }
        }
    }

    List<String> trace() {
        return new ArrayList<>(trace);
    }
}
