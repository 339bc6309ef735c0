package io.roundhouse.host;

import static io.roundhouse.host.SupervisorWorld.MILLIS;
import static io.roundhouse.host.SupervisorWorld.SECONDS;

import io.roundhouse.host.SimulatedFaults.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * A child process of a {@link SupervisorWorld} with both ends of its channel: what it writes arrives in order and late, what
 * it wrote last may be lost with it, and its exit is told by another way.
 */
final class SimulatedHost {
    static final long WELL_START_MAX = 3 * SECONDS;
    private static final long NEVER = Long.MAX_VALUE;

    /** A frame on its way to the server. */
    private static final class Frame {
        final Runnable arrives;
        boolean lost;

        Frame(Runnable arrives) {
            this.arrives = arrives;
        }
    }

    final long id;
    private final SupervisorWorld world;
    private final SimulatedFaults faults;
    private final Map<Long, SimulatedRequest> inside = new LinkedHashMap<>();
    private final List<Frame> underway = new ArrayList<>();
    private long lastArrival;
    private long frozenUntil;
    private long unkillableUntil;
    private boolean alive;
    private boolean channel;
    private boolean killed;
    private boolean draining;
    private boolean bye;
    boolean loaded;
    boolean retired;
    /** When it was first told dead by a sign that reached the server; never if not yet. */
    long toldDead = NEVER;

    long resident;
    /** When a sample above the hard limit was given to the supervisor. */
    long tooLargeAt = NEVER;

    SimulatedHost(SupervisorWorld world, long id) {
        this.world = world;
        this.faults = world.faults;
        this.id = id;
    }

    // The process.

    void spawn(long now) {
        boolean fails = faults.strikes(Fault.NO_PROCESS);
        boolean slow = faults.strikes(Fault.SLOW_START);
        long delay = world.between(0, slow ? 12 * SECONDS : 20 * MILLIS);
        world.at(now + delay, at -> {
            if (fails || (killed && world.random.nextBoolean())) {
                toldDead = world.now;
                world.deliver(new SupervisorEvent.NotStarted(id, "cannot be started"));
            } else {
                start(at, slow);
            }
        });
    }

    private void start(long at, boolean slow) {
        alive = true;
        resident = 50 << 20;
        world.born(this);
        world.deliver(new SupervisorEvent.Started(id));
        if (faults.strikes(Fault.UNKILLABLE)) {
            unkillableUntil = at + world.between(0, SimulatedFaults.UNKILLABLE_MAX);
        }
        if (faults.strikes(Fault.CRASH_EARLY)) {
            doLater(at, world.between(0, 2 * SECONDS), t -> crash(t, 139));
        }
        if (faults.strikes(Fault.CRASH_LATER)) {
            doLater(at, world.between(0, 40 * SECONDS), t -> crash(t, 134));
        }
        if (faults.strikes(Fault.STOP)) {
            doLater(at, world.between(0, 20 * SECONDS), t -> freeze(NEVER));
        }
        if (faults.strikes(Fault.STOP_AND_GO)) {
            doLater(at, world.between(0, 20 * SECONDS), t -> freeze(t + world.between(0, 9 * SECONDS)));
        }
        if (faults.strikes(Fault.CLOSE_CHANNEL)) {
            doLater(at, world.between(0, 20 * SECONDS), this::close);
        }
        if (!faults.strikes(Fault.NO_HELLO)) {
            doLater(at, world.between(0, slow ? 12 * SECONDS : SECONDS), this::hello);
        }
    }

    private void hello(long at) {
        channel = true;
        send(at, () -> world.deliver(new SupervisorEvent.Hello(id)));
        if (faults.strikes(Fault.NO_LOAD)) {
            if (world.random.nextBoolean()) {
                send(at, () -> world.deliver(new SupervisorEvent.Useless(id, "cannot load")));
            }
            return;
        }
        doLater(at, world.between(0, SECONDS), t -> {
            loaded = true;
            send(t, () -> world.deliver(new SupervisorEvent.Loaded(id)));
        });
    }

    private void crash(long at, int code) {
        if (!alive) {
            return;
        }
        alive = false;
        world.gone(this);
        world.note("process " + id + " ends with " + code);
        if (channel && faults.strikes(Fault.LOST_FRAMES)) {
            underway.forEach(frame -> frame.lost = true);
        }
        if (channel && !faults.strikes(Fault.CHANNEL_HELD)) {
            close(at);
        }
        world.at(at + world.between(0, 30 * MILLIS), t -> {
            toldDead = Math.min(toldDead, world.now);
            world.deliver(new SupervisorEvent.Exited(id, code));
        });
    }

    private void close(long at) {
        if (channel) {
            send(at, () -> {
                toldDead = Math.min(toldDead, world.now);
                world.deliver(new SupervisorEvent.EndOfFile(id));
            });
            channel = false;
        }
    }

    private void freeze(long until) {
        world.note("process " + id + " is stopped");
        frozenUntil = Math.max(frozenUntil, until);
    }

    /** What the process does by itself: not if it is gone, and later if it is stopped. */
    private void doLater(long at, long delay, LongConsumer what) {
        world.at(at + delay, time -> {
            if (!alive || frozenUntil == NEVER) {
                return;
            }
            if (frozenUntil > time) {
                doLater(frozenUntil, 0, what);
            } else {
                what.accept(time);
            }
        });
    }

    private void send(long at, Runnable arrives) {
        if (!channel) {
            return;
        }
        Frame frame = new Frame(arrives);
        underway.add(frame);
        lastArrival = Math.max(lastArrival, at + world.between(0, 5 * MILLIS));
        world.at(lastArrival, time -> {
            underway.remove(frame);
            if (!frame.lost) {
                frame.arrives.run();
            }
        });
    }

    // What the server tells it.

    void ping(long now, long ping) {
        doLater(now, world.between(0, 5 * MILLIS), at -> {
            long late = faults.strikes(Fault.LATE_PONG) ? world.between(0, 7 * SECONDS) : 0;
            doLater(at, late, t -> send(t, () -> world.deliver(new SupervisorEvent.Pong(id, ping))));
        });
    }

    void kill(long now) {
        killed = true;
        world.at(Math.max(now, unkillableUntil), at -> crash(at, 137));
    }

    void terminate(long now, long request) {
        doLater(now, world.between(0, 5 * MILLIS), at -> {
            if (!faults.strikes(Fault.DEAF_HANG)) {
                answer(at, request);
            }
        });
    }

    void take(long now, SimulatedRequest request) {
        request.inside = this;
        inside.put(request.id, request);
        doLater(now, world.between(0, 2 * MILLIS), at -> {
            if (faults.strikes(Fault.CRASH_ON_REQUEST)) {
                crash(at, 136);
                return;
            }
            if (faults.strikes(Fault.LEAK)) {
                resident += world.between(0, 60L << 20);
            }
            if (!faults.strikes(Fault.HANG)) {
                doLater(at, world.between(0, 300 * MILLIS), t -> answer(t, request.id));
            }
        });
    }

    private void answer(long at, long request) {
        send(at, () -> {
            SimulatedRequest answered = inside.remove(request);
            if (answered == null) {
                return; // retired, or answered when told to stop
            }
            world.oracle.left(answered);
            answered.inside = null;
            if (!answered.ended) {
                answered.end("answer");
            }
            if (answered.overdue) {
                world.deliver(new SupervisorEvent.Done(id, request));
            }
            byeIfDone();
        });
    }

    void drain() {
        draining = true;
        byeIfDone();
    }

    private void byeIfDone() {
        if (!draining || bye || retired || !inside.isEmpty()) {
            return;
        }
        bye = true;
        world.at(world.now, at -> world.deliver(new SupervisorEvent.Drained(id)));
        if (!faults.strikes(Fault.STAYS_AFTER_BYE)) {
            doLater(world.now, world.between(0, SECONDS), at -> crash(at, 0));
        }
    }

    void retire() {
        world.oracle.check(!retired, "host %d is retired twice", id);
        retired = true;
        for (SimulatedRequest request : List.copyOf(inside.values())) {
            world.oracle.left(request);
            request.inside = null;
            if (!request.ended) {
                request.end("host gone");
            }
        }
        inside.clear();
    }

    void sampled(long now) {
        if (resident >= SupervisorWorld.SETTINGS.residentHard() && tooLargeAt == NEVER) {
            tooLargeAt = now;
        }
    }

    boolean killed() {
        return killed;
    }

    boolean well() {
        return alive && loaded && channel && frozenUntil < world.now;
    }
}
