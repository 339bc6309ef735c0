package io.roundhouse.lifecycle;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one arm is to be made of.
 *
 * @param session empty when the engine is missing
 * @param steps empty when there is a problem
 * @param flags what every answer is marked with
 * @param problem why it cannot be made
 */
record ArmPlan(
        String name,
        ModelArtifact artifact,
        Optional<Session.Key> session,
        Optional<Steps.Key> steps,
        List<String> flags,
        Optional<Staged.Problem> problem) {

    /** Empty when there is a problem. */
    Optional<ServingArm.Key> key() {
        return session.flatMap(loaded -> steps.map(made -> new ServingArm.Key(name, loaded, made, flags)));
    }

    static ArmPlan without(Arm arm, ModelArtifact artifact, Optional<Session.Key> session, Staged.Problem problem) {
        return new ArmPlan(arm.name(), artifact, session, Optional.empty(), List.of(), Optional.of(problem));
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

    /** The declared arms, then one for each version that no declared arm has. */
    static List<Arm> arms(ModelDefinition definition) {
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
}
