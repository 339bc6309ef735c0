package io.roundhouse.host;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.host.Message.Loaded;
import io.roundhouse.host.SupervisorCommand.Drain;
import io.roundhouse.host.SupervisorCommand.Kill;
import io.roundhouse.host.SupervisorCommand.Ping;
import io.roundhouse.host.SupervisorCommand.Publish;
import io.roundhouse.host.SupervisorCommand.Report;
import io.roundhouse.host.SupervisorCommand.Retire;
import io.roundhouse.host.SupervisorCommand.Spawn;
import io.roundhouse.host.SupervisorCommand.Withdraw;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for one model what the {@link Supervisor} decides: its thread alone knows the supervisor's state, and never waits but
 * for events. What takes time has a thread of its own, which ends with it.
 */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.host");
    private static final int EVENTS_MAX = 10_000; // some a second for each child, and a handful of children

    private final String what;
    private final Supervisor supervisor;
    private final Start start;
    private final Gate gate;
    private final Thread thread;

    private final BlockingQueue<SupervisorEvent> events = new LinkedBlockingQueue<>(EVENTS_MAX);
    private final HostProcesses processes = new HostProcesses();
    private final Map<Long, Child> children = new ConcurrentHashMap<>();
    private final CompletableFuture<Loaded> first = new CompletableFuture<>();
    private final Helpers helpers;

    /** How a child comes to be: throws why it did not. */
    interface Start {
        Child start(Launch.Progress progress);
    }

    Keeper(String what, Supervisor supervisor, Start start, Gate gate) {
        this.what = what;
        this.supervisor = supervisor;
        this.start = start;
        this.gate = gate;
        this.helpers = new Helpers(what);
        this.thread = new Thread(this::run, "roundhouse-host-keeper " + what);
        thread.setDaemon(true);
    }

    /** Starts the first child, whose outcome this is; later ones have to load the same. */
    CompletableFuture<Loaded> start() {
        post(new SupervisorEvent.Wanted());
        thread.start();
        return first;
    }

    /** Ends all children in good order; returns when nothing is left of them. */
    void stop() {
        post(new SupervisorEvent.Stop());
        Helpers.joined(thread);
    }

    private void post(SupervisorEvent event) {
        if (!events.offer(event)) {
            LOG.error("engine process events lost what=\"{}\" event={}", what, event);
        }
    }

    private void run() {
        SupervisorState state = SupervisorState.initial(System.nanoTime());
        SupervisorEvent event = new SupervisorEvent.Tick();
        while (state.phase() != SupervisorState.Phase.STOPPED) {
            SupervisorFunction.Step step = supervisor.step(state, event, System.nanoTime());
            state = step.state();
            step.commands().forEach(this::carryOut);
            event = state.phase() == SupervisorState.Phase.STOPPED ? event : next(step.wakeAt());
        }
        helpers.join();
    }

    private SupervisorEvent next(long wakeAt) {
        try {
            SupervisorEvent event = wakeAt == Long.MAX_VALUE
                    ? events.take()
                    : events.poll(Math.max(0, wakeAt - System.nanoTime()), TimeUnit.NANOSECONDS);
            return event == null ? new SupervisorEvent.Tick() : event;
        } catch (InterruptedException e) {
            return new SupervisorEvent.Stop(); // nobody does that; but a child must not be left
        }
    }

    private void carryOut(SupervisorCommand command) {
        if (command instanceof Spawn spawn) {
            helpers.run("start", () -> spawn(spawn.host()));
        } else if (command instanceof Ping ping) {
            child(ping.host(), child -> child.ping(ping.ping()));
        } else if (command instanceof Kill kill) {
            processes.kill(kill.host());
        } else if (command instanceof Publish publish) {
            child(publish.host(), gate::open);
        } else if (command instanceof Withdraw) {
            gate.close();
        } else if (command instanceof Drain drain) {
            child(
                    drain.host(),
                    child -> helpers.run("drain", () -> {
                        child.drain();
                        post(new SupervisorEvent.Drained(drain.host()));
                    }));
        } else if (command instanceof Retire retire) {
            Child child = children.remove(retire.host());
            if (child != null) {
                helpers.run("bury", () -> bury(retire, child));
            }
            processes.forget(retire.host());
        } else if (command instanceof Report report) {
            report(report);
        }
    }

    private void child(long id, Consumer<Child> use) {
        Child child = children.get(id);
        if (child != null) {
            use.accept(child);
        }
    }

    /** From its start to its end: once it is loaded, this thread listens to it. */
    private void spawn(long id) {
        Child child;
        try {
            child = start.start(new Steps(id));
            requireSame(child);
        } catch (InferenceException e) {
            failed(id, e.sentence(), e);
            return;
        } catch (RuntimeException e) {
            LOG.error("engine process failed to start what=\"{}\"", what, e);
            failed(id, "failed to start", e);
            return;
        }
        children.put(id, child);
        post(new SupervisorEvent.Loaded(id));
        child.listen(id, this::post);
    }

    private void requireSame(Child child) {
        first.complete(child.loaded());
        Loaded expected = first.join();
        if (!child.loaded().spec().equals(expected.spec()) || child.loaded().instances() != expected.instances()) {
            child.bury();
            throw new InferenceException(ErrorCode.LOAD_FAILED, "loaded another model than before");
        }
    }

    private void failed(long id, String why, RuntimeException e) {
        if (!first.isDone()) {
            post(new SupervisorEvent.Stop()); // before it starts another
        }
        over(id, why);
        first.completeExceptionally(e);
    }

    private void over(long id, String why) {
        Process process = processes.find(id);
        if (process == null) {
            post(new SupervisorEvent.NotStarted(id, why));
            return;
        }
        post(new SupervisorEvent.Useless(id, why));
        post(new SupervisorEvent.EndOfFile(id));
        post(new SupervisorEvent.Exited(id, Ending.status(process)));
    }

    private void bury(Retire retire, Child child) {
        String printed = child.bury();
        if (retire.end().isFailure() && !printed.isEmpty()) {
            LOG.warn("engine process printed what=\"{}\" host={} lines=\"{}\"", what, retire.host(), printed);
        }
    }

    private void report(Report report) {
        Process process = processes.find(report.host());
        Object pid = process == null ? "none" : process.pid();
        String line = "engine process kind={} what=\"{}\" pid={} sentence=\"{}\"";
        switch (report.kind()) {
            case FAILED, STUCK -> LOG.error(line, report.kind(), what, pid, report.sentence());
            case DIED, SUSPECT -> LOG.warn(line, report.kind(), what, pid, report.sentence());
            default -> LOG.info(line, report.kind(), what, pid, report.sentence());
        }
        if (report.kind() == SupervisorCommand.Kind.FAILED) {
            gate.fail(report.sentence());
        }
    }

    private final class Steps implements Launch.Progress {
        private final long id;

        Steps(long id) {
            this.id = id;
        }

        @Override
        public void started(Process process) {
            processes.add(id, process);
            post(new SupervisorEvent.Started(id));
        }

        @Override
        public void connected() {
            post(new SupervisorEvent.Hello(id));
        }
    }
}
