package io.roundhouse.host;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * What to do with a host process that an earlier server may have left: one that died before its hosts noticed, or hosts that could
 * not be killed. Decides by what {@link LeftoversProc} reads, and touches nothing.
 */
final class Leftovers {
    /** What to do. */
    enum Action {
        /** It is the process that was noted, and its server is gone. */
        KILL,
        /** Its server is alive. */
        LEAVE,
        /** There is no such process any more; whoever has its pid now is somebody else. */
        FORGET
    }

    private Leftovers() {}

    /**
     * @param note as read from a file; empty where that is no note
     * @param boot of the machine now
     * @param ticks when the process that has a pid now was started; empty where there is none, or it cannot be told
     */
    static Action decide(Optional<LeftoversNote> note, String boot, LongFunction<OptionalLong> ticks) {
        if (note.isEmpty() || !note.get().boot().equals(boot)) {
            return Action.FORGET;
        }
        if (isSame(note.get().parent(), ticks)) {
            return Action.LEAVE;
        }
        return isSame(note.get().child(), ticks) ? Action.KILL : Action.FORGET;
    }

    private static boolean isSame(LeftoversNote.Started noted, LongFunction<OptionalLong> ticks) {
        OptionalLong now = ticks.apply(noted.pid());
        return now.isPresent() && now.getAsLong() == noted.ticks();
    }
}
