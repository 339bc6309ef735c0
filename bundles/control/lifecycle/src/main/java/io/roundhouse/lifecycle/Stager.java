package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.router.Router;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a definition ready beside what is serving, and reuses of that whatever is the same. */
final class Stager {
    private final Loader loader;
    private final Planner planner;
    private final RouterMemory memory;
    private final LongSupplier wallMillis;

    Stager(Loader loader, Planner planner, RouterMemory memory, LongSupplier wallMillis) {
        this.loader = loader;
        this.planner = planner;
        this.memory = memory;
        this.wallMillis = wallMillis;
    }

    /**
     * Stages a definition.
     *
     * @param previous what serves now
     * @param parked sessions kept for arms whose steps went away
     * @param engineOf which engine to take
     */
    Staged stage(
            ModelDefinition definition,
            Serving previous,
            List<Shared<Session>> parked,
            Function<Plugin, Optional<Provider<Engine>>> engineOf) {
        Staged staged = new Staged(definition);
        for (ArmPlan plan : planner.plans(definition, previous, engineOf)) {
            ServingArm before = previous.live().get(plan.name());
            if (plan.key().isEmpty()) {
                lacks(staged, plan, before);
            } else if (before != null && before.key().equals(plan.key().get())) {
                staged.arms.put(plan.name(), before);
            } else {
                make(staged, plan, plan.key().get(), previous, parked);
            }
        }
        route(staged, previous);
        return staged;
    }

    /** A definition that is not even tried. */
    Staged refused(
            ModelDefinition definition, Staged.Problem problem, Function<Plugin, Optional<Provider<Engine>>> engineOf) {
        Staged staged = new Staged(definition);
        for (ArmPlan plan : planner.plans(definition, Serving.NOTHING, engineOf)) {
            staged.lacks(plan, problem);
        }
        return staged;
    }

    private static void lacks(Staged staged, ArmPlan plan, @Nullable ServingArm before) {
        Staged.Problem problem = plan.problem().orElseThrow();
        staged.lacks(plan, problem);
        if (!problem.waits() && before != null && plan.session().isPresent()) {
            keep(staged, before, plan.session().get());
        }
    }

    private void make(Staged staged, ArmPlan plan, ServingArm.Key key, Serving previous, List<Shared<Session>> parked) {
        ServingArm before = previous.live().get(plan.name());
        try {
            ServingArm arm = arm(key, staged, previous, parked);
            staged.arms.put(plan.name(), arm);
            staged.fresh.add(arm);
        } catch (InferenceException e) {
            staged.lacks(plan, new Staged.Problem(e.sentence(), e.code() == ErrorCode.PLUGIN_MISSING));
            if (before != null) {
                keep(staged, before, key.session());
            }
        }
    }

    /** A newer plugin failed, or does not know what was learnt: the older goes on. */
    private static void keep(Staged staged, ServingArm before, Session.Key session) {
        if (isStillRight(before, session)) {
            staged.arms.put(before.key().name(), before);
            staged.absent.remove(before.key().name());
        }
    }

    /** The same files, and nothing of it is leaving: only its plugins are older than they could be. */
    private static boolean isStillRight(ServingArm before, Session.Key session) {
        return before.key().session().artifact().equals(session.artifact())
                && before.key().session().settings().equals(session.settings())
                && before.key().session().batching().equals(session.batching())
                && before.key().session().host().isPresent() == session.host().isPresent()
                && !before.key().session().isLeaving()
                && before.key().steps().all().noneMatch(one -> one.factory().isLeaving());
    }

    private ServingArm arm(ServingArm.Key key, Staged staged, Serving previous, List<Shared<Session>> parked) {
        Shared<Session> session = candidates(staged, previous, parked)
                .filter(shared -> shared.value().key().equals(key.session()))
                .findFirst()
                .map(Shared::retain)
                .orElseGet(() -> loader.session(key.session(), wasWarmed(key, previous)));
        try {
            Shared<Steps> steps = Stream.concat(staged.arms.values().stream(), previous.live().values().stream())
                    .map(ServingArm::steps)
                    .filter(shared -> shared.value().key().equals(key.steps()))
                    .findFirst()
                    .map(Shared::retain)
                    .orElseGet(() -> loader.steps(key.steps()));
            try {
                ModelSpec spec = steps.value().spec(session.value().spec());
                long since = session.value().sinceMillis(wallMillis.getAsLong());
                return new ServingArm(key, spec, session, steps, since);
            } catch (RuntimeException e) {
                steps.release();
                throw e;
            }
        } catch (RuntimeException e) {
            session.release();
            throw e;
        }
    }

    private static Stream<Shared<Session>> candidates(Staged staged, Serving previous, List<Shared<Session>> parked) {
        return Stream.of(
                        staged.arms.values().stream().map(ServingArm::session),
                        previous.live().values().stream().map(ServingArm::session),
                        parked.stream())
                .flatMap(Function.identity());
    }

    /** Whether the same files answered made-up input on another engine: then they have to on this one. */
    private static boolean wasWarmed(ServingArm.Key key, Serving previous) {
        ServingArm before = previous.live().get(key.name());
        return before != null
                && before.key().session().artifact().equals(key.session().artifact())
                && before.session().value().times().warmed();
    }

    /** One arm and nothing written about traffic needs no router. */
    private void route(Staged staged, Serving previous) {
        Plugin wanted = staged.definition.router();
        if (staged.definition.arms().size() == 1 && wanted.settings().keys().isEmpty()) {
            return;
        }
        var factory = planner.plugins().routers().best(wanted);
        if (factory.isEmpty()) {
            String reason = planner.plugins().routers().missing(wanted) + "; until it is, the first arm answers";
            staged.problems.put(Staged.WHOLE, new Staged.Problem(reason, true));
            return;
        }
        List<String> arms =
                staged.definition.arms().stream().map(ModelDefinition.Arm::name).toList();
        Map<String, ModelSpec> specs = new TreeMap<>();
        staged.arms.forEach((name, arm) -> specs.put(name, arm.spec()));
        specs.keySet().retainAll(arms);
        Serving.Routing.Key key = new Serving.Routing.Key(factory.get(), arms, wanted.settings(), Map.copyOf(specs));
        Serving.Routing before = previous.routing();
        if (before != null && Objects.equals(before.key(), key)) {
            staged.routing = before;
            return;
        }
        try {
            Router old = before != null && before.key().factory() == key.factory() ? before.router() : null;
            staged.routing = loader.routing(
                    key, old, old == null ? memory.recall(staged.definition.name(), wanted.name()) : Map.of());
        } catch (InferenceException e) {
            staged.problems.put(Staged.WHOLE, new Staged.Problem(e.sentence(), false));
            if (previous.live().isEmpty()) {
                refuse(staged, e.sentence());
            } else if (before != null && !before.key().factory().isLeaving()) {
                staged.routing = before; // a newer router failed: the older goes on
            }
        }
    }

    /** A first definition whose traffic is wrong is not served at all. */
    private void refuse(Staged staged, String reason) {
        discard(staged);
        staged.fresh.clear();
        staged.arms
                .keySet()
                .forEach(arm -> staged.absent.put(arm, new Serving.Absence(ErrorCode.MODEL_NOT_READY, reason, false)));
        staged.arms.clear();
    }

    /** Closes what was made for nothing. */
    void discard(Staged staged) {
        staged.fresh.forEach(Stager::giveUp);
    }

    static void giveUp(ServingArm arm) {
        if (arm.claimClose()) {
            arm.session().release();
            arm.steps().release();
        }
    }
}
