package io.roundhouse.server.flow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What became of the requests that arms were to watch: each is counted once, as got or as left out. */
@ProviderType
public interface Shadowing {
    /** Every arm that ever watched, by model and arm; a fresh snapshot. Counts never fall. */
    List<Arm> arms();

    /** Why a watching arm did not get a request. */
    enum LeftOut {
        /** As many requests waited for the arm as may. */
        QUEUE_FULL,
        /** The requests that wait for watching arms together would have taken more memory than they may. */
        MEMORY_FULL,
        /** The machine had no room for it in time, or the engine was wanted by a request that somebody waits for. */
        BUSY,
        /** The arm is not live. */
        NOT_READY,
        /** The server or the arm's model stopped. */
        STOPPED
    }

    /**
     * One watching arm.
     *
     * @param mirrored requests it was to watch: those it got, those left out and those waiting together
     * @param answered requests it got and answered
     * @param failed requests it got and failed on
     * @param leftOut those it did not get, by reason; reasons that never came are absent
     * @param waiting requests that wait for it now
     * @param silence how long it has got nothing although there was something to get; zero when it gets what it should
     * @param alarm whether that is longer than the operator allows
     */
    record Arm(
            String model,
            String arm,
            long mirrored,
            long answered,
            long failed,
            Map<LeftOut, Long> leftOut,
            int waiting,
            Duration silence,
            boolean alarm) {
        public Arm {
            leftOut = Map.copyOf(leftOut);
        }

        /** Requests that reached the arm. */
        public long got() {
            return answered + failed;
        }
    }
}
