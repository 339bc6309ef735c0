package io.roundhouse.lifecycle;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The last step of a swap: whether the old bundles have left the process. The collector is asked again and again, as what
 * is young when a concurrent collection begins is a root of it, dead or not, until it has grown old: 17 times with G1's
 * own tenuring threshold of 15, 4 with 2, 2 or 3 with 0.
 */
final class Unmapping {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /** A collection costs requests some milliseconds: fewer of them, rather than a step that is done sooner. */
    private static final long PAUSE_NANOS = 500_000_000;

    private Unmapping() {}

    /** Waits for it, for a bounded time; what remains is told and is no failure of the swap. */
    static void await(Map<Long, EngineBundles.Trace> traces, Progress steps) {
        steps.begin("unmapped");
        long end = System.nanoTime() + LIMIT.toNanos();
        String remains = remains(traces);
        while (!remains.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE_NANOS); // at first for the threads that were told to end
            System.gc();
            remains = remains(traces);
        }
        String gone = traces.isEmpty() ? "nothing was uninstalled" : "class loader collected, no mapping left";
        steps.done(
                "unmapped", remains.isEmpty() ? gone : remains + " after " + LIMIT.toSeconds() + " s; it may still go");
    }

    private static String remains(Map<Long, EngineBundles.Trace> traces) {
        StringBuilder remains = new StringBuilder();
        traces.forEach((id, trace) -> {
            String one = trace.remains();
            if (!one.isEmpty()) {
                remains.append(remains.length() == 0 ? "bundle " : "; bundle ")
                        .append(id)
                        .append(": ")
                        .append(one);
            }
        });
        return remains.toString();
    }
}
