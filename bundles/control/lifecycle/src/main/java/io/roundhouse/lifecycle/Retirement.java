package io.roundhouse.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of arms: no new lease, wait for those there are, close. The arms are no longer published. */
final class Retirement {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");

    private final Loader loader;
    private final Supplier<Duration> drainTimeout;

    Retirement(Loader loader, Supplier<Duration> drainTimeout) {
        this.loader = loader;
        this.drainTimeout = drainTimeout;
    }

    /** Waits until no request holds one of them, at most for the drain timeout; false when one still does. */
    boolean drain(ModelSlot slot, List<ServingArm> arms) {
        arms.forEach(ServingArm::retire);
        slot.draining(arms, true);
        long end = System.nanoTime() + drainTimeout.get().toNanos();
        boolean all = true;
        for (ServingArm arm : arms) {
            if (!arm.awaitDrained(end)) {
                all = false;
                LOG.warn(
                        "model not drained name={} version={} arm={} requests={} waited_ms={}",
                        slot.name,
                        arm.servedBy().model().version(),
                        arm.key().name(),
                        arm.leases(),
                        drainTimeout.get().toMillis());
            }
        }
        return all;
    }

    /** Closes what is drained now, and the rest when its last request ends. */
    void close(ModelSlot slot, List<ServingArm> arms) {
        for (ServingArm arm : arms) {
            if (arm.leases() == 0) {
                closeOne(slot, arm);
            } else {
                arm.whenDrained(() -> closeApart(slot, arm));
            }
        }
        slot.draining(arms, false);
    }

    /**
     * Closes the sessions of these arms now, because their engine goes: the batcher answers what it has and refuses the
     * rest, so no native code runs any more. The steps wait for the last request.
     */
    void closeNow(ModelSlot slot, List<ServingArm> arms) {
        for (ServingArm arm : arms) {
            if (arm.leases() > 0) {
                loader.close(arm.session().value());
            }
        }
        close(slot, arms);
    }

    void retire(ModelSlot slot, List<ServingArm> arms) {
        if (!arms.isEmpty()) {
            drain(slot, arms);
            close(slot, arms);
        }
    }

    /** The last lease is given back by a request's thread, which must not wait for a close. */
    private void closeApart(ModelSlot slot, ServingArm arm) {
        Thread thread = new Thread(null, () -> closeOne(slot, arm), "roundhouse-lifecycle-close", 0, false);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeOne(ModelSlot slot, ServingArm arm) {
        Stager.giveUp(arm);
        LOG.info(
                "model closed name={} version={} arm={} engine={} engine_version={}",
                slot.name,
                arm.servedBy().model().version(),
                arm.key().name(),
                arm.servedBy().engine(),
                arm.servedBy().engineVersion());
    }
}
