package io.roundhouse.lifecycle;

import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.engine.Engine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what a model serves equal what is wanted, from whatever state, with whatever plugins there are: stage beside,
 * publish, drain, close. Nothing is remembered between two runs but the slot, so every event is answered by one more run.
 */
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger("io.roundhouse.lifecycle");

    private final Stager stager;
    private final Retirement retirement;
    private final Plugins plugins;
    private final Sections sections;
    private final Callees callees;
    private final Announcer announcer;

    Reconciler(
            Stager stager,
            Retirement retirement,
            Plugins plugins,
            Sections sections,
            Callees callees,
            Announcer announcer) {
        this.stager = stager;
        this.retirement = retirement;
        this.plugins = plugins;
        this.sections = sections;
        this.callees = callees;
        this.announcer = announcer;
    }

    /** One run; true when the model is gone for good. */
    boolean run(ModelSlot slot) {
        slot.run.lock();
        try {
            ModelSlot.View view = slot.view();
            if (view.removed()) {
                end(slot);
                slot.answered(view.asked());
                callees.changed(slot.name);
                return true;
            }
            if (view.wanted() != null) {
                if (view.pending()) {
                    announcer.announce(slot);
                }
                Optional<ModelSpec> before = Callees.spec(slot);
                attempt(slot, view, view.wanted());
                if (!before.equals(Callees.spec(slot))
                        || !view.problems().equals(slot.view().problems())) {
                    callees.changed(slot.name);
                }
            }
            slot.answered(view.asked());
            announcer.announce(slot);
            return false;
        } finally {
            slot.run.unlock();
        }
    }

    private void attempt(ModelSlot slot, ModelSlot.View view, ModelDefinition wanted) {
        try {
            bringAbout(slot, view, wanted);
        } catch (RuntimeException e) {
            LOG.error("model not brought about name={} effect=\"what is live stays\"", slot.name, e);
            String reason = "a fault of the server, see its log: " + e.getMessage();
            slot.report(Map.of(Staged.WHOLE, new Staged.Problem(reason, false)));
        }
    }

    private void bringAbout(ModelSlot slot, ModelSlot.View view, ModelDefinition wanted) {
        Function<Plugin, Optional<Provider<Engine>>> engineOf = plugins.engines()::best;
        ModelDefinition inForce = isWorthKeeping(view.serving()) ? view.inForce() : null;
        Sections.Shaped shaped = sections.shape(wanted);
        ModelDefinition next = shaped.definition();
        slot.shape(next);
        Optional<Staged.Problem> refusal = shaped.refusal();
        boolean refused = refusal.isPresent() && !next.equals(inForce);
        Staged staged = refused
                ? stager.refused(next, refusal.get(), engineOf)
                : stager.stage(next, view.serving(), view.parked(), engineOf);
        Map<String, Staged.Problem> problems = new TreeMap<>(staged.problems);
        refusal.ifPresent(problem -> problems.putIfAbsent(Staged.WHOLE, problem));
        sections.missing(next)
                .ifPresent(reason -> problems.putIfAbsent(Staged.WHOLE, new Staged.Problem(reason, true)));
        if (!staged.isComplete() && inForce != null && !inForce.equals(next)) {
            stager.discard(staged);
            refused = false;
            staged = stager.stage(inForce, view.serving(), view.parked(), engineOf);
        }
        Set<Session.Key> awaited = staged.awaited;
        List<ServingArm> gone = publish(slot, staged, problems);
        if (!refused) {
            tellSections(slot, staged.definition, problems);
        }
        retirement.retire(slot, gone);
        List<Shared<Session>> unneeded = view.parked().stream()
                .filter(session -> !awaited.contains(session.value().key()))
                .toList();
        slot.unpark(unneeded).forEach(Shared::release);
    }

    private void tellSections(ModelSlot slot, ModelDefinition inForce, Map<String, Staged.Problem> problems) {
        sections.inForce(inForce).ifPresent(reason -> {
            problems.putIfAbsent(Staged.WHOLE, new Staged.Problem(reason, false));
            slot.report(problems);
        });
    }

    private static boolean isWorthKeeping(Serving serving) {
        return !serving.live().isEmpty() || serving.absent().values().stream().anyMatch(Serving.Absence::waits);
    }

    /** Publishes what was staged and answers with the arms that are not published any more. */
    List<ServingArm> publish(ModelSlot slot, Staged staged, Map<String, Staged.Problem> problems) {
        Serving next = serving(staged);
        String config = Hash.of(staged.definition);
        next.live().values().forEach(arm -> arm.defined(config));
        List<ServingArm> gone = slot.publish(staged.definition, before -> withoutLeaving(before, next), problems);
        for (ServingArm arm : staged.fresh) {
            if (slot.serving().live().get(arm.key().name()) == arm) {
                logLive(slot, arm);
            } else {
                Stager.giveUp(arm);
            }
        }
        announcer.announce(slot);
        return gone;
    }

    /**
     * A plugin that began to leave while we loaded has looked at this slot before we published; it has asked for another
     * run. Until then what served goes on.
     */
    private static Serving withoutLeaving(Serving before, Serving next) {
        Map<String, ServingArm> live = new HashMap<>(next.live());
        live.replaceAll((name, arm) -> {
            ServingArm old = before.live().get(name);
            return isLeaving(arm) && old != null && !isLeaving(old) ? old : arm;
        });
        Serving rest = next.with(live).without(Reconciler::isLeaving, "its plugin is being replaced");
        Serving.Routing routing = rest.routing();
        return routing != null && routing.key().factory().isLeaving() ? rest.withoutRouting() : rest;
    }

    private static boolean isLeaving(ServingArm arm) {
        return arm.key().session().isLeaving()
                || arm.key().steps().all().anyMatch(one -> one.factory().isLeaving());
    }

    private static Serving serving(Staged staged) {
        ModelDefinition definition = staged.definition;
        Map<String, String> versions = ArmPlan.versions(definition);
        List<String> names = Stream.concat(
                        definition.arms().stream().map(ModelDefinition.Arm::name), versions.values().stream())
                .distinct()
                .toList();
        Set<String> watchers = new HashSet<>(names);
        watchers.removeIf(arm -> !ArmPlan.isWatcher(definition, arm));
        Map<String, String> labels = new HashMap<>();
        definition.labels().forEach((label, version) -> {
            String arm = versions.get(version);
            if (arm != null) {
                labels.put(label, arm);
            }
        });
        return new Serving(
                names,
                new HashMap<>(staged.arms),
                Map.copyOf(staged.absent),
                versions,
                Map.copyOf(labels),
                Set.copyOf(watchers),
                Serving.routes(names),
                staged.routing);
    }

    private static void logLive(ModelSlot slot, ServingArm arm) {
        Session.Times times = arm.session().value().times();
        LOG.info(
                "model live name={} version={} arm={} engine={} engine_version={} config={} load_ms={} warm_ms={}"
                        + " warmed={}",
                slot.name,
                arm.servedBy().model().version(),
                arm.key().name(),
                arm.servedBy().engine(),
                arm.servedBy().engineVersion(),
                arm.servedBy().config(),
                TimeUnit.NANOSECONDS.toMillis(times.loadNanos()),
                TimeUnit.NANOSECONDS.toMillis(times.warmNanos()),
                times.warmed());
    }

    /** Drains and closes everything of a model. */
    void end(ModelSlot slot) {
        List<ServingArm> gone = slot.strip(serving -> Serving.NOTHING);
        announcer.announce(slot);
        retirement.retire(slot, gone);
        slot.unpark(slot.view().parked()).forEach(Shared::release);
        sections.removed(slot.name);
        announcer.forget(slot);
    }
}
