package io.roundhouse.rollouts;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A definition with the arms that a rollout wants. Pure. */
final class Shaping {
    /** The live arm, and the one on its way. */
    static final String STABLE = "stable";

    static final String CANARY = "canary";
    static final String ENGINE_CANARY = "engine-canary";

    private Shaping() {}

    /**
     * What is to be served.
     *
     * @param declared whether the model has the section; without it the file decides, but for an engine that watches
     * @param step whose arms are in force
     */
    static ModelDefinition of(ModelDefinition found, boolean declared, CourseState state, Step step) {
        ModelDefinition base = declared ? alone(found, state.stable()) : found;
        return state.going()
                .map(Going::canary)
                .map(canary ->
                        canary.isEngine() ? watching(base, canary, step) : beside(found, state.stable(), canary, step))
                .orElse(base);
    }

    /** Only the live version answers. */
    private static ModelDefinition alone(ModelDefinition definition, String stable) {
        List<Arm> arms = List.of(new Arm(STABLE, stable, definition.engine(), definition.chain()));
        return shaped(definition, versions(definition, arms), arms, Settings.empty());
    }

    /** The canary beside it: loaded, but without requests, or as the step says. */
    private static ModelDefinition beside(ModelDefinition definition, String stable, Canary canary, Step step) {
        List<Arm> arms = new ArrayList<>();
        arms.add(new Arm(STABLE, stable, definition.engine(), definition.chain()));
        arms.add(new Arm(CANARY, canary.version(), engine(definition, canary), definition.chain()));
        double share = step.kind() == Step.Kind.WEIGHT ? step.percent() : 0;
        Settings live = Settings.of(Map.of("weight", String.valueOf(100 - share)));
        Settings other = step.kind() == Step.Kind.SHADOW
                ? Settings.of(Map.of("mirror", String.valueOf(step.percent())))
                : Settings.of(Map.of("weight", String.valueOf(share)));
        Settings sections = Settings.builder("rollout of " + definition.name())
                .put(STABLE, live)
                .put(CANARY, other)
                .build();
        return shaped(definition, versions(definition, arms), arms, sections);
    }

    /** Whatever answers, and an arm on another engine that watches it; without requests while it is being loaded. */
    private static ModelDefinition watching(ModelDefinition definition, Canary canary, Step step) {
        Arm first = definition.arms().get(0);
        List<Arm> arms = new ArrayList<>(definition.arms());
        arms.add(new Arm(ENGINE_CANARY, first.version(), engine(definition, canary), first.chain()));
        Settings sections = definition.router().settings().section("arms");
        if (sections.keys().isEmpty()) {
            sections = sections.with(first.name(), Settings.of(Map.of("weight", "100")));
        }
        Settings mirror = Settings.of(Map.of("mirror", String.valueOf(step.percent())));
        return shaped(definition, definition.versions(), arms, sections.with(ENGINE_CANARY, mirror));
    }

    private static Plugin engine(ModelDefinition definition, Canary canary) {
        Plugin engine = definition.engine();
        return canary.engine().isEmpty() ? engine : new Plugin(engine.name(), canary.engine(), engine.settings());
    }

    /** The router stays that of the file, with its settings. */
    private static ModelDefinition shaped(
            ModelDefinition definition, List<ModelArtifact> versions, List<Arm> arms, Settings sections) {
        Plugin router = definition.router();
        Settings settings = sections.keys().isEmpty()
                ? router.settings()
                : router.settings().with("arms", sections);
        return definition.with(versions, new Plugin(router.name(), router.range(), settings), arms);
    }

    /** Those that an arm or a label needs: the others are there to begin with, and would only take memory. */
    private static List<ModelArtifact> versions(ModelDefinition definition, List<Arm> arms) {
        return definition.versions().stream()
                .filter(artifact -> {
                    String version = artifact.id().version();
                    return definition.labels().containsValue(version)
                            || arms.stream().anyMatch(arm -> arm.version().equals(version));
                })
                .toList();
    }
}
