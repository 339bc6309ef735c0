package io.roundhouse.alerts;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.Rollouts;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what alerts ask for, one after the other on a thread of its own, so that a rollout that thinks or a script that hangs
 * keeps no rule from being weighed. What came of it is logged and stands on the alert.
 */
final class Deeds {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.alerts");
    private static final int QUEUE_MAX = 64;

    private final Supplier<@Nullable Rollouts> rollouts;
    private final Draining draining;
    private final Scripts scripts;
    private final BiConsumer<Deed, String> done;
    private final Worker<Deed> worker = new Worker<>("roundhouse-alerts-actions", QUEUE_MAX, this::perform);

    /** @param done is told what came of each, in a few words */
    Deeds(Supplier<@Nullable Rollouts> rollouts, Draining draining, Scripts scripts, BiConsumer<Deed, String> done) {
        this.rollouts = rollouts;
        this.draining = draining;
        this.scripts = scripts;
        this.done = done;
    }

    /** Runs a script of the operator. */
    @FunctionalInterface
    interface Scripts {
        /** Answers in a few words; what it throws has its sentence. */
        String run(String name, Deed deed);
    }

    void start() {
        worker.start();
    }

    void stop() {
        worker.stop();
    }

    /** Never waits. */
    void ask(Deed deed) {
        if (!worker.offer(deed)) {
            tell(deed, "not done, as " + QUEUE_MAX + " actions wait already");
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
        if (deed.action() instanceof Action.DrainArm drain) {
            return draining.drain(deed, drain.whileFiring());
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
