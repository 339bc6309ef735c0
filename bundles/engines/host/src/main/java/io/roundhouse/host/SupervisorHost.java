package io.roundhouse.host;

import java.util.HashMap;
import java.util.Map;

/**
 * One host, as the supervisor sees it.
 *
 * @param until when its state ends if nothing happens
 * @param overdue requests told to stop, and until when
 */
record SupervisorHost(
        long id, HostState state, long until, Heart heart, Life life, Map<Long, Long> overdue, Death death) {
    static final long NEVER = Long.MAX_VALUE;

    /**
     * At most one ping is under way.
     *
     * @param pings so many were sent
     * @param pingAt when to send the next; never while one is under way
     * @param pongBy when it has to be answered
     */
    record Heart(long pings, long pingAt, long pongBy) {
        static final Heart NONE = new Heart(0, NEVER, NEVER);
    }

    /**
     * @param settlesAt when failures before it are forgotten; never once that is done
     * @param replaceableAt from when it may be replaced for its memory
     * @param staleAt when it is replaced for its age
     */
    record Life(long settlesAt, long replaceableAt, long staleAt) {
        static final Life NONE = new Life(NEVER, NEVER, NEVER);

        Life unsettled() {
            return new Life(NEVER, replaceableAt, staleAt);
        }

        Life unaging() {
            return new Life(settlesAt, replaceableAt, NEVER);
        }
    }

    /**
     * @param why after the host's name, as the end of a sentence
     * @param expected it was draining, or not wanted
     * @param kills so many it got for not going
     */
    record Death(
            SupervisorEnd end,
            String why,
            boolean expected,
            boolean exited,
            boolean endOfFile,
            boolean retired,
            int kills) {
        static final Death NONE = new Death(SupervisorEnd.UNWANTED, "", false, false, false, false, 0);

        Death because(SupervisorEnd newEnd, String newWhy) {
            return new Death(newEnd, newWhy, expected, exited, endOfFile, retired, kills);
        }

        Death withExit() {
            return new Death(end, why, expected, true, endOfFile, retired, kills);
        }

        Death withEndOfFile() {
            return new Death(end, why, expected, exited, true, retired, kills);
        }

        Death withRetirement() {
            return new Death(end, why, expected, exited, endOfFile, true, kills);
        }

        Death withKill() {
            return new Death(end, why, expected, exited, endOfFile, retired, kills + 1);
        }
    }

    static SupervisorHost asked(long id, long until) {
        return new SupervisorHost(id, HostState.STARTING, until, Heart.NONE, Life.NONE, Map.of(), Death.NONE);
    }

    boolean is(HostState wanted) {
        return state == wanted;
    }

    /** Whether requests may go to it. */
    boolean serves() {
        return state == HostState.READY || state == HostState.SUSPECT;
    }

    SupervisorHost in(HostState next, long nextUntil) {
        return new SupervisorHost(id, next, nextUntil, heart, life, overdue, death);
    }

    SupervisorHost with(Heart next) {
        return new SupervisorHost(id, state, until, next, life, overdue, death);
    }

    SupervisorHost with(Life next) {
        return new SupervisorHost(id, state, until, heart, next, overdue, death);
    }

    SupervisorHost with(Death next) {
        return new SupervisorHost(id, state, until, heart, life, overdue, next);
    }

    SupervisorHost withOverdue(long request, long by) {
        Map<Long, Long> more = new HashMap<>(overdue);
        more.put(request, by);
        return new SupervisorHost(id, state, until, heart, life, Map.copyOf(more), death);
    }

    SupervisorHost withoutOverdue(long request) {
        Map<Long, Long> less = new HashMap<>(overdue);
        less.remove(request);
        return new SupervisorHost(id, state, until, heart, life, Map.copyOf(less), death);
    }

    /** When the first of its overdue requests takes it along. */
    long overdueBy() {
        long first = NEVER;
        for (long by : overdue.values()) {
            first = Math.min(first, by);
        }
        return first;
    }

    long wakeAt() {
        if (state == HostState.DEAD) {
            return until;
        }
        long wake = Math.min(until, overdueBy());
        if (serves()) {
            wake = Math.min(wake, Math.min(heart.pingAt(), heart.pongBy()));
            wake = Math.min(wake, life.staleAt());
        }
        return is(HostState.READY) ? Math.min(wake, life.settlesAt()) : wake;
    }
}
