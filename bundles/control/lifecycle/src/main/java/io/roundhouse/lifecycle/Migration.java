package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.engine.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Moves every model that an engine version will do for to it, all or none, and gives up what they ran on. */
final class Migration {
    private final Models models;
    private final Providers<Engine> engines;
    private final Stager stager;
    private final Reconciler reconciler;
    private final Retirement retirement;

    Migration(Models models, Providers<Engine> engines, Stager stager, Reconciler reconciler, Retirement retirement) {
        this.models = models;
        this.engines = engines;
        this.stager = stager;
        this.reconciler = reconciler;
        this.retirement = retirement;
    }

    /**
     * Loads and warms all, publishes all, drains, closes.
     *
     * @throws InferenceException a model did not come up; nothing was changed
     */
    void move(String name, Version target, Progress steps) {
        List<ModelSlot> slots = models.slots();
        slots.forEach(slot -> slot.run.lock());
        try {
            Map<ModelSlot, Staged> staged = stage(slots, name, target, steps);
            Map<ModelSlot, List<ServingArm>> gone = publish(staged, name, target, steps);
            steps.begin("drain");
            boolean drained = true;
            for (Map.Entry<ModelSlot, List<ServingArm>> each : gone.entrySet()) {
                drained &= retirement.drain(each.getKey(), each.getValue());
            }
            steps.done(
                    "drain", drained ? "every request of the old is answered" : "some requests hold on; see the log");
            steps.begin("close");
            gone.forEach(retirement::closeNow);
            steps.done(
                    "close", count(gone.values().stream().mapToInt(List::size).sum(), "session"));
        } finally {
            slots.forEach(slot -> slot.run.unlock());
        }
    }

    private Map<ModelSlot, Staged> stage(List<ModelSlot> slots, String name, Version target, Progress steps) {
        steps.begin("load");
        Map<ModelSlot, Staged> staged = new LinkedHashMap<>();
        boolean done = false;
        try {
            for (ModelSlot slot : slots) {
                ModelSlot.View view = slot.view();
                ModelDefinition definition = view.inForce();
                if (definition != null && !view.removed()) {
                    Staged one = stager.stage(
                            definition, view.serving(), view.parked(), plugin -> choose(plugin, name, target));
                    staged.put(slot, one);
                    requireNoneWorse(slot, view, one);
                }
            }
            done = true;
        } finally {
            if (!done) {
                staged.values().forEach(stager::discard);
            }
        }
        long warm = staged.values().stream()
                .flatMap(one -> one.fresh.stream())
                .mapToLong(arm -> arm.session().value().times().warmNanos())
                .sum();
        int arms = staged.values().stream().mapToInt(one -> one.fresh.size()).sum();
        steps.done("load", count(arms, "arm"), Math.max(0, steps.nanos() - warm));
        steps.done("warm", count(arms, "arm"), warm);
        return staged;
    }

    private Optional<Provider<Engine>> choose(Plugin wanted, String name, Version target) {
        return wanted.name().equals(name) ? engines.best(wanted, target, null) : engines.best(wanted);
    }

    /** What failed before may fail again; what was live must come up. */
    private static void requireNoneWorse(ModelSlot slot, ModelSlot.View view, Staged staged) {
        Set<String> known = view.problems().keySet();
        staged.problems.forEach((version, problem) -> {
            if (!known.contains(version)) {
                throw new InferenceException(
                        ErrorCode.LOAD_FAILED, "model " + slot.name + ":" + version + ": " + problem.reason());
            }
        });
    }

    private Map<ModelSlot, List<ServingArm>> publish(
            Map<ModelSlot, Staged> staged, String name, Version target, Progress steps) {
        steps.begin("publish");
        engines.prefer(name, target);
        engines.admit(name);
        Map<ModelSlot, List<ServingArm>> gone = new LinkedHashMap<>();
        staged.forEach((slot, one) ->
                gone.put(slot, reconciler.publish(slot, one, slot.view().problems())));
        gone.values().removeIf(List::isEmpty);
        steps.done("publish", count(gone.size(), "model"));
        return gone;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** The models that run on that engine. */
    List<String> users(Provider<?> engine) {
        List<String> users = new ArrayList<>();
        for (ModelSlot slot : models.slots()) {
            if (slot.serving().live().values().stream()
                    .anyMatch(arm -> arm.key().session().engine() == engine)) {
                users.add(slot.name);
            }
        }
        return users;
    }

    void lookAgain() {
        models.submitAll();
    }
}
