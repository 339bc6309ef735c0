package io.roundhouse.host;

import static io.roundhouse.host.SupervisorWorld.MILLIS;
import static io.roundhouse.host.SupervisorWorld.SECONDS;

import io.roundhouse.host.SupervisorState.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What must hold whatever happens, said once more and in another way than {@link Supervisor} does it: from the commands and
 * from what the simulated hosts are.
 */
final class SupervisorOracle {
    private static final long[] WAITS_MILLIS = {0, 0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000};
    private static final double JITTER = 0.2;

    private final SupervisorWorld world;
    private final Set<Long> accepting = new HashSet<>();
    private final Set<SimulatedRequest> open = new LinkedHashSet<>();
    private final Set<SimulatedHost> unretired = new LinkedHashSet<>();
    private long pauses;
    private long nextLook;
    private final List<Life> lives = new ArrayList<>(); // by id, from 1

    /** When a host was published and when it failed; -1 for not. */
    private static final class Life {
        long readyAt = -1;
        long failedAt = -1;
        boolean drained;
    }

    SupervisorOracle(SupervisorWorld world) {
        this.world = world;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is another library
    void check(boolean holds, String what, Object... args) {
        if (!holds) {
            throw new AssertionError(what.formatted(args));
        }
    }

    void paused(long nanos) {
        pauses += nanos;
    }

    void asked(SimulatedRequest request) {
        open.add(request);
    }

    /** A request gives up its place in a host. */
    void left(SimulatedRequest request) {
        long late = world.now - request.deadline - allowedAfterDeadline();
        check(late <= 0, "request %d kept its place %d ms too long", request.id, late / MILLIS);
    }

    private long allowedAfterDeadline() {
        SupervisorSettings s = SupervisorWorld.SETTINGS;
        return s.terminateMax().toNanos() + s.joinMax().toNanos() + pauses + 100 * MILLIS;
    }

    void stepped(SupervisorEvent event, SupervisorFunction.Step step) {
        check(step.wakeAt() > world.now, "after %s the supervisor wants to be called again at once", event);
        boolean rest = step.state().hosts().isEmpty()
                && (step.state().phase() == Phase.IDLE || step.state().phase() == Phase.STOPPED);
        check(rest == (step.wakeAt() == Long.MAX_VALUE), "after %s it waits without a time in %s", event, step.state());
        int max = SupervisorWorld.SETTINGS.processesMax();
        check(step.state().hosts().size() <= max, "it knows more than %d hosts", max);
    }

    void before(SupervisorCommand command) {
        if (command instanceof SupervisorCommand.Spawn spawn) {
            spawned(spawn.host());
        } else if (command instanceof SupervisorCommand.Publish publish) {
            SimulatedHost child = world.child(publish.host());
            check(child.loaded && !child.retired, "host %d is published and cannot answer", publish.host());
            accepting.add(publish.host());
            life(publish.host()).readyAt = world.now;
        } else if (command instanceof SupervisorCommand.Withdraw withdraw) {
            accepting.remove(withdraw.host());
            failed(withdraw.host());
        } else if (command instanceof SupervisorCommand.Kill kill) {
            failed(kill.host());
        } else if (command instanceof SupervisorCommand.Drain drain) {
            accepting.remove(drain.host());
            life(drain.host()).drained = true;
            check(
                    world.state.phase() == Phase.STOPPING || world.state.published() > drain.host(),
                    "host %d drains before another is ready",
                    drain.host());
        } else if (command instanceof SupervisorCommand.Retire retire) {
            check(!accepting.contains(retire.host()), "host %d is retired and gets requests", retire.host());
            failed(retire.host());
            unretired.remove(world.child(retire.host()));
        }
    }

    private Life life(long id) {
        return lives.get((int) id - 1);
    }

    private void failed(long id) {
        Life life = life(id);
        if (life.failedAt < 0 && !life.drained && world.state.phase() == Phase.WANTED) {
            life.failedAt = Math.min(world.now, world.child(id).toldDead);
        }
    }

    private void spawned(long id) {
        check(id == lives.size() + 1, "host %d after host %d", id, lives.size());
        long settled = lastSettled();
        long last = -1;
        int inARow = 0;
        for (Life life : lives) {
            if (life.failedAt >= 0 && life.failedAt >= settled) {
                inARow++;
                last = Math.max(last, life.failedAt);
            }
        }
        long wait = (long) (WAITS_MILLIS[Math.min(inARow, WAITS_MILLIS.length - 1)] * MILLIS * (1 - JITTER));
        long early = wait - (world.now - last);
        check(inARow == 0 || early <= 0, "host %d is spawned %d ms too early, after %d", id, early / MILLIS, inARow);
        lives.add(new Life());
    }

    /** When a host had last been well for long enough, while no other failed. */
    private long lastSettled() {
        long enough = SupervisorWorld.SETTINGS.settled().toNanos();
        long last = -1;
        for (Life life : lives) {
            long settled = life.readyAt + enough;
            boolean lived = life.readyAt >= 0 && settled <= world.now && (life.failedAt < 0 || life.failedAt > settled);
            boolean alone =
                    lives.stream().noneMatch(other -> other.failedAt >= life.readyAt && other.failedAt <= settled);
            last = lived && alone ? Math.max(last, settled) : last;
        }
        return last;
    }

    void afterCommands() {
        check(accepting.size() <= 1, "hosts %s get requests at once", accepting);
        check(
                accepting.isEmpty() ? world.state.published() == 0 : accepting.contains(world.state.published()),
                "host %d is published, and %s get requests",
                world.state.published(),
                accepting);
        for (SimulatedHost child : world.children.values()) {
            if (child.id == lives.size() && !child.retired) {
                unretired.add(child);
            }
        }
    }

    /** After every step; what takes long only now and then. */
    void look() {
        int max = SupervisorWorld.SETTINGS.processesMax();
        check(
                world.processes().size() <= max,
                "%d processes are there",
                world.processes().size());
        if (world.now < nextLook) {
            return;
        }
        nextLook = world.now + 100 * MILLIS;
        for (SimulatedHost child : unretired) {
            long since = child.toldDead == Long.MAX_VALUE ? 0 : world.now - child.toldDead;
            check(since <= 50 * MILLIS + pauses, "host %d is known dead for %d ms", child.id, since / MILLIS);
            check(
                    child.tooLargeAt == Long.MAX_VALUE || child.killed(),
                    "host %d holds %d bytes and lives",
                    child.id,
                    child.resident);
        }
        open.removeIf(request -> {
            if (request.inside != null) {
                left(request); // would be too late now
            }
            boolean over = request.ended && request.inside == null;
            check(
                    over || world.now <= request.deadline + allowedAfterDeadline(),
                    "request %d is forgotten",
                    request.id);
            return over;
        });
    }

    /** After the faults. */
    void recovered() {
        long published = world.state.published();
        check(published != 0, "nothing is published %s", world.state);
        check(world.child(published).well(), "host %d is published and not well", published);
        check(!world.state.failed(), "it is in a crash loop, and answers");
    }

    /** After the end. */
    void stopped() {
        check(world.state.phase() == Phase.STOPPED, "it does not stop: %s", world.state);
        check(
                world.processes().isEmpty(),
                "%d processes are left",
                world.processes().size());
        check(unretired.isEmpty(), "%d hosts are not retired", unretired.size());
        nextLook = 0;
        look();
        check(open.isEmpty(), "%d requests are open", open.size());
        check(!lives.isEmpty() && world.now > SECONDS, "nothing was tried");
    }
}
