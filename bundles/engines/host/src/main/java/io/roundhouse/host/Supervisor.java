package io.roundhouse.host;

/**
 * Keeps one host ready for a group of models: a function of what is known, what happened and when, to what is known then and
 * what is to be done. It has no thread, no clock and no memory of its own, so ten thousand histories a minute can be tried
 * ({@code SupervisorSimulationTest}) and a failing one replays.
 *
 * <pre>
 *            Started, Hello, Loaded            no pong            no pong
 *  Spawn ─▶ STARTING ─────────────▶ READY ───────────▶ SUSPECT ───────────▶ DEAD
 *              │                    │  ▲  ◀──────────────┘ pong              ▲
 *              │ too long, failed   │  └ Publish                             │ exit, end of file, too long
 *              └────────▶ DEAD      └─ replaced or stopped ─▶ DRAINING ──────┘
 * </pre>
 *
 * <p>Invariants: at most one host is published; a new one is ready before the old one drains; every host that was asked for is
 * retired exactly once; no state but rest waits without a time ({@link SupervisorFunction.Step#wakeAt}); failures in a row make the
 * next start later ({@link Backoff}), and a crash loop is probed.
 *
 * <p>Waits are counted from when they are noticed and not from when they were due, and an event is looked at before the time: a
 * server that was itself stopped for a while does not kill hosts which answered meanwhile.
 *
 * <p>Sources: the states are those of a supervisor in Erlang's sense (Armstrong, "Making reliable distributed systems in the
 * presence of software errors", 2003), crash loop and probe those of a circuit breaker (Nygard, "Release It!", 2007); suspicion
 * before death is from Chandra and Toueg, "Unreliable failure detectors for reliable distributed systems" (JACM 1996).
 */
final class Supervisor implements SupervisorFunction {
    private final SupervisorSettings settings;

    Supervisor(SupervisorSettings settings) {
        this.settings = settings;
    }

    @Override
    public Step step(SupervisorState state, SupervisorEvent event, long nowNanos) {
        SupervisorTurn turn = new SupervisorTurn(settings, state, nowNanos);
        event.on(turn);
        turn.time();
        turn.spawnIfWanted();
        return turn.end();
    }
}
