package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one arm is to be made of.
 *
 * @param session empty when the engine is missing
 * @param steps empty when a plugin is missing
 * @param missing which one; empty when none is
 */
record ArmPlan(
        String name, ModelArtifact artifact, Optional<Session.Key> session, Optional<Steps.Key> steps, String missing) {

    /** Empty when a plugin is missing. */
    Optional<ServingArm.Key> key() {
        return session.flatMap(loaded -> steps.map(made -> new ServingArm.Key(name, loaded, made)));
    }

    /** A plan for each declared arm, then for each version that no declared arm has. */
    static List<ArmPlan> of(
            ModelDefinition definition,
            Function<Plugin, Optional<Provider<Engine>>> engineOf,
            Providers<Engine> engines,
            Providers<TransformerFactory> transformers) {
        List<ArmPlan> plans = new ArrayList<>();
        for (Arm arm : arms(definition)) {
            plans.add(plan(definition, arm, engineOf, engines, transformers));
        }
        return plans;
    }

    /** Which arm answers for a version: the first declared that does not only watch, else one of the version's name. */
    static Map<String, String> versions(ModelDefinition definition) {
        Map<String, String> versions = new LinkedHashMap<>();
        for (Arm arm : arms(definition)) {
            if (!isWatcher(definition, arm.name())) {
                versions.putIfAbsent(arm.version(), arm.name());
            }
        }
        return versions;
    }

    /** The router's settings say which arms only watch. */
    static boolean isWatcher(ModelDefinition definition, String arm) {
        Settings arms = definition.router().settings().section("arms");
        return arms.has(arm) && arms.section(arm).has("mirror");
    }

    private static List<Arm> arms(ModelDefinition definition) {
        List<Arm> arms = new ArrayList<>(definition.arms());
        for (ModelArtifact artifact : definition.versions()) {
            String version = artifact.id().version();
            boolean declared = definition.arms().stream()
                    .anyMatch(arm -> arm.version().equals(version) && !isWatcher(definition, arm.name()));
            if (!declared) {
                arms.add(new Arm(version, version, definition.engine(), definition.chain()));
            }
        }
        return arms;
    }

    private static ArmPlan plan(
            ModelDefinition definition,
            Arm arm,
            Function<Plugin, Optional<Provider<Engine>>> engineOf,
            Providers<Engine> engines,
            Providers<TransformerFactory> transformers) {
        ModelArtifact artifact = definition.versions().stream()
                .filter(version -> version.id().version().equals(arm.version()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no version " + arm.version()));
        Provider<Engine> engine = engineOf.apply(arm.engine()).orElse(null);
        if (engine == null) {
            return new ArmPlan(arm.name(), artifact, Optional.empty(), Optional.empty(), engines.missing(arm.engine()));
        }
        Session.Key session = new Session.Key(artifact, engine, arm.engine().settings(), definition.batching());
        List<Steps.One> before = new ArrayList<>();
        List<Steps.One> after = new ArrayList<>();
        String missing = steps(arm.chain().before(), transformers, before);
        missing = missing == null ? steps(arm.chain().after(), transformers, after) : missing;
        Optional<Steps.Key> steps = missing == null
                ? Optional.of(new Steps.Key(artifact, List.copyOf(before), List.copyOf(after)))
                : Optional.empty();
        return new ArmPlan(arm.name(), artifact, Optional.of(session), steps, missing == null ? "" : missing);
    }

    private static @Nullable String steps(
            List<Plugin> wanted, Providers<TransformerFactory> transformers, List<Steps.One> found) {
        for (Plugin step : wanted) {
            Provider<TransformerFactory> factory = transformers.best(step).orElse(null);
            if (factory == null) {
                return transformers.missing(step);
            }
            found.add(new Steps.One(factory, step.settings()));
        }
        return null;
    }
}
