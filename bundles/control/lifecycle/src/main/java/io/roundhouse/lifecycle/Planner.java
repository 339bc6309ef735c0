package io.roundhouse.lifecycle;

import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.server.control.EngineHosts;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.server.control.Skew;
import io.roundhouse.spi.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds for each arm of a definition what it is to be made of, among the plugins and the models that there are. */
final class Planner {
    private final Plugins plugins;
    private final Callees callees;

    Planner(Plugins plugins, Callees callees) {
        this.plugins = plugins;
        this.callees = callees;
    }

    Plugins plugins() {
        return plugins;
    }

    /**
     * A plan for each arm.
     *
     * @param previous what serves now
     * @param engineOf which engine to take
     */
    List<ArmPlan> plans(
            ModelDefinition definition, Serving previous, Function<Plugin, Optional<Provider<Engine>>> engineOf) {
        List<ArmPlan> plans = new ArrayList<>();
        for (Arm arm : ArmPlan.arms(definition)) {
            plans.add(plan(definition, arm, previous, engineOf));
        }
        return plans;
    }

    private ArmPlan plan(
            ModelDefinition definition,
            Arm arm,
            Serving previous,
            Function<Plugin, Optional<Provider<Engine>>> engineOf) {
        ModelArtifact artifact = definition.versions().stream()
                .filter(version -> version.id().version().equals(arm.version()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no version " + arm.version()));
        Optional<Provider<Engine>> engine = engineOf.apply(arm.engine());
        Optional<Session.Key> session = engine.flatMap(found -> session(definition, arm, artifact, found));
        if (session.isEmpty()) {
            String missing = engine.map(Planner::hostMissing)
                    .orElseGet(() -> plugins.engines().missing(arm.engine()));
            return ArmPlan.without(arm, artifact, session, new Staged.Problem(missing, true));
        }
        ServingArm live = previous.live().get(arm.name());
        StepsPlan steps = new StepsPlan(
                plugins, arm.chain(), definition.fitted().get(arm.version()), name -> callees.find(name, live));
        Optional<Staged.Problem> problem = circle(definition, arm)
                .or(() -> Optional.ofNullable(steps.made().problem))
                .or(() -> refusal(definition, arm, steps.skew));
        if (problem.isPresent()) {
            return ArmPlan.without(arm, artifact, session, problem.get());
        }
        Steps.Key key = new Steps.Key(artifact, List.copyOf(steps.before), List.copyOf(steps.after));
        List<String> flags = steps.skew.isEmpty() ? List.of() : List.of("skew: " + String.join("; ", steps.skew));
        return new ArmPlan(arm.name(), artifact, session, Optional.of(key), flags, Optional.empty());
    }

    /** Empty when a process of its own is wanted, and nothing there to run it. */
    private Optional<Session.Key> session(
            ModelDefinition definition, Arm arm, ModelArtifact artifact, Provider<Engine> engine) {
        boolean apart =
                switch (definition.isolation()) {
                    case BY_ENGINE -> engine.isApart();
                    case NONE -> false;
                    case PROCESS -> true;
                };
        Optional<Provider<EngineHosts>> host =
                apart ? plugins.hosts().all().stream().findFirst() : Optional.empty();
        return apart && host.isEmpty()
                ? Optional.empty()
                : Optional.of(new Session.Key(artifact, engine, arm.engine().settings(), definition.batching(), host));
    }

    private static String hostMissing(Provider<Engine> engine) {
        return engine + " is to run in a process of its own, but the engine host is not installed; install the feature"
                + " roundhouse-host, or say 'isolation: none' in model.yaml";
    }

    private Optional<Staged.Problem> circle(ModelDefinition definition, Arm arm) {
        return callees.circle(definition.name(), arm.chain())
                .map(way -> "models ask each other in a circle: " + way
                        + "; take the step 'model' out of the model.yaml of one of them")
                .map(reason -> new Staged.Problem(reason, false));
    }

    private static Optional<Staged.Problem> refusal(ModelDefinition definition, Arm arm, List<String> skew) {
        if (skew.isEmpty() || definition.skew() == Skew.WARN) {
            return Optional.empty();
        }
        String reason = "the steps of arm '" + arm.name() + "' are not those that version " + arm.version()
                + " was fitted with: " + String.join("; ", skew)
                + "; fit it again with 'roundhouse fit', or say 'skew: warn' in model.yaml to serve it and mark its"
                + " answers";
        return Optional.of(new Staged.Problem(reason, false));
    }
}
