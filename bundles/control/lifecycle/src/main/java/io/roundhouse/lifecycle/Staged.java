package io.roundhouse.lifecycle;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.server.control.ModelDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A definition made ready to be published: arms that are loaded and warm, and why others are not. One thread. */
final class Staged {
    /** What a problem is reported under that belongs to no version alone; a word that no version folder has. */
    static final String WHOLE = "model.yaml";

    final ModelDefinition definition;
    final Map<String, ServingArm> arms = new LinkedHashMap<>();
    final Map<String, Serving.Absence> absent = new LinkedHashMap<>();

    /** By version, or {@link #WHOLE}. */
    final Map<String, Problem> problems = new TreeMap<>();

    /** Those of the arms that were made now, and are to be closed if this is not published. */
    final List<ServingArm> fresh = new ArrayList<>();

    /** Sessions that arms will need as soon as their steps are there: they stay loaded. */
    final Set<Session.Key> awaited = new HashSet<>();

    Serving.@Nullable Routing routing;

    Staged(ModelDefinition definition) {
        this.definition = definition;
    }

    boolean isComplete() {
        return problems.isEmpty();
    }

    /** That arm is not made, or not as it should be. */
    void lacks(ArmPlan plan, Problem problem) {
        if (problem.waits()) {
            plan.session().ifPresent(awaited::add);
        }
        ErrorCode code = problem.waits() ? ErrorCode.PLUGIN_MISSING : ErrorCode.MODEL_NOT_READY;
        absent.put(plan.name(), new Serving.Absence(code, problem.reason(), problem.waits()));
        problems.put(plan.artifact().id().version(), problem);
    }

    /**
     * Why something is not as wanted.
     *
     * @param waits it is for a plugin to come, not for a person to mend the model
     */
    record Problem(String reason, boolean waits) {}
}
