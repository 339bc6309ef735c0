package io.roundhouse.alerts;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Rollouts;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what alerts ask for, one after the other on a thread of its own, so that a rollout that thinks or a script that hangs
 * keeps no rule from being weighed. What came of it is logged and stands on the alert.
 */
final class Deeds implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.alerts");
    private static final int QUEUE_MAX = 64;
    private static final long STOP_MILLIS = 2_000;

    private final Supplier<@Nullable Rollouts> rollouts;
    private final Scripts scripts;
    private final BiConsumer<Deed, String> done;
    private final BlockingQueue<Deed> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Thread thread = new Thread(this, "roundhouse-alerts-actions");

    /** @param done is told what came of each, in a few words */
    Deeds(Supplier<@Nullable Rollouts> rollouts, Scripts scripts, BiConsumer<Deed, String> done) {
        this.rollouts = rollouts;
        this.scripts = scripts;
        this.done = done;
        thread.setDaemon(true);
    }

    /** Runs a script of the operator. */
    @FunctionalInterface
    interface Scripts {
        /** Answers in a few words; what it throws has its sentence. */
        String run(String name, Deed deed);
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never waits. */
    void ask(Deed deed) {
        if (!queue.offer(deed)) {
            tell(deed, "not done, as " + QUEUE_MAX + " actions wait already");
        }
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                perform(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    void perform(Deed deed) {
        String outcome;
        try {
            outcome = outcome(deed);
        } catch (InferenceException e) {
            outcome = "not done, as " + e.sentence();
        } catch (RuntimeException | LinkageError e) {
            outcome = "failed: " + e;
        }
        tell(deed, outcome);
    }

    private String outcome(Deed deed) {
        if (deed.action() instanceof Action.Script script) {
            return scripts.run(script.name(), deed);
        }
        Rollouts there = rollouts.get();
        String model = deed.alert().labels().get("model");
        if (there == null) {
            return "not done, as there are no rollouts here; feature:install roundhouse-rollouts brings them";
        }
        if (model == null) {
            return "not done, as the alert has no label 'model'; write 'by: [model]'";
        }
        if (deed.action() instanceof Action.PauseRollout) {
            return "paused " + there.pause(model).canary() + " of " + model;
        }
        return "took " + there.abort(model).canary() + " of " + model + " away";
    }

    private void tell(Deed deed, String outcome) {
        LOG.warn(
                "alert action={} alert={} outcome=\"{}\"",
                deed.action().text(),
                deed.alert().text(),
                outcome);
        done.accept(deed, outcome);
    }
}
