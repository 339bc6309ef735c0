package io.roundhouse.batcher;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.IntStream;

/** The runners of one model, as many as it has instances. */
final class Runners {
    private static final Logger LOG = System.getLogger(BatcherComponent.PID);
    static final long REPORT_MILLIS = 10_000; // between two reports of an engine that does not come back

    private final List<Runner> all;

    Runners(ModelBatcher batcher, String model, int count) {
        this.all = IntStream.range(0, count)
                .mapToObj(i -> new Runner(batcher, "roundhouse-batcher-" + model + "-" + i))
                .toList();
    }

    void start() {
        all.forEach(Runner::start);
    }

    void wakeOne() {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).wake()) {
                return;
            }
        }
    }

    /**
     * Waits until they have ended, which they do when the batcher is closed.
     *
     * @return whether the caller was interrupted meanwhile
     */
    boolean join() {
        all.forEach(Runner::wake);
        boolean interrupted = false;
        for (Runner runner : all) {
            interrupted |= join(runner.thread());
        }
        return interrupted;
    }

    private static boolean join(Thread thread) {
        boolean interrupted = false;
        for (int round = 1; thread.isAlive(); round++) {
            try {
                thread.join(REPORT_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (thread.isAlive()) {
                LOG.log(Level.WARNING, "engine does not return thread={0} waits={1}", thread.getName(), round);
            }
        }
        return interrupted;
    }
}
