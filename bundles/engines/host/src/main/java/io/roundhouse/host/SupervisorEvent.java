package io.roundhouse.host;

/**
 * What happened. Events of hosts that are forgotten already, or that do not fit what a host is doing, change nothing: they
 * come from several threads, late and in any order.
 */
sealed interface SupervisorEvent {
    void on(SupervisorTurn turn);

    /** Somebody needs a host from now on. */
    record Wanted() implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.wanted();
        }
    }

    /** Time passed, see {@link SupervisorFunction.Step#wakeAt}. */
    record Tick() implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {}
    }

    /** The process is there. */
    record Started(long host) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.started(host);
        }
    }

    /** There is no process, and there will be none. */
    record NotStarted(long host, String why) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.notStarted(host, why);
        }
    }

    /** It is connected and has said who it is. */
    record Hello(long host) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.hello(host);
        }
    }

    /** It has loaded what its predecessor had. */
    record Loaded(long host) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.loaded(host);
        }
    }

    /** It is of no use, for a reason that it or its channel told: a failed load, a frame that no host sends. */
    record Useless(long host, String why) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.useless(host, why);
        }
    }

    /** Its process has ended; the code is that of {@link Process#exitValue}. */
    record Exited(long host, int code) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.exited(host, code);
        }
    }

    /** Nothing more can be read from it; all that it wrote before has been read. */
    record EndOfFile(long host) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.endOfFile(host);
        }
    }

    /** It answered that ping. */
    record Pong(long host, long ping) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.pong(host, ping);
        }
    }

    /** A request is still in it after its deadline. */
    record Overdue(long host, long request) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.overdue(host, request);
        }
    }

    /** A request that was reported overdue has come out of it. */
    record Done(long host, long request) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.done(host, request);
        }
    }

    /** The memory it holds now. */
    record Resident(long host, long bytes) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.resident(host, bytes);
        }
    }

    /** Somebody wants a fresh host in place of the published one. */
    record Replace(String why) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.replace(why);
        }
    }

    /** Nothing is in flight in it any more, and it has been told to end. */
    record Drained(long host) implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.drained(host);
        }
    }

    /** Nobody needs a host any more. */
    record Stop() implements SupervisorEvent {
        @Override
        public void on(SupervisorTurn turn) {
            turn.stop();
        }
    }
}
