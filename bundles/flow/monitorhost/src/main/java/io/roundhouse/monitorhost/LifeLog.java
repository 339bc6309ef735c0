package io.roundhouse.monitorhost;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** What is logged of a watch's life, a line each. */
final class LifeLog {
    private static final Logger LOG = System.getLogger("io.roundhouse.monitorhost");

    private LifeLog() {}

    static void attached(Watch watch, String model) {
        LOG.log(Level.INFO, "monitor attached monitor=\"{0}\" model={1}", watch.terms.provider(), model);
    }

    static void ended(Watch watch, String model) {
        if (watch.refusal().isEmpty()) {
            LOG.log(Level.INFO, "monitor detached monitor=\"{0}\" model={1}", watch.terms.provider(), model);
        } else {
            LOG.log(
                    Level.WARNING,
                    "monitor not attached monitor=\"{0}\" model={1} reason=\"{2}\"",
                    watch.terms.provider(),
                    model,
                    watch.refusal());
        }
    }

    static void leftBehind(Watch watch, String model) {
        LOG.log(
                Level.WARNING,
                "monitor left behind monitor=\"{0}\" model={1} thread=\"{2}\" reason=\"it did not return within {3} s"
                        + " of being detached\"",
                watch.terms.provider(),
                model,
                watch.thread().getName(),
                TimeUnit.NANOSECONDS.toSeconds(Watch.STOP_NANOS));
    }
}
