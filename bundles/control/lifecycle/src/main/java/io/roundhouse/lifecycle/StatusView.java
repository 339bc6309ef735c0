package io.roundhouse.lifecycle;

import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelState;
import io.roundhouse.api.model.ModelStatus;
import io.roundhouse.server.control.ModelDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a model: a row for each version; and where all versions are live but what is wanted of them is another
 * thing, pending or failed, a row under {@code model.yaml}.
 */
final class StatusView {
    private final ModelSlot.View view;
    private final String name;
    private final Map<String, ModelStatus> rows = new TreeMap<>();

    private final Set<String> drained;

    private StatusView(String name, ModelSlot.View view, Set<String> drained) {
        this.name = name;
        this.drained = drained;
        this.view = view;
    }

    /** @param drained arms that get no new requests */
    static List<ModelStatus> of(ModelSlot slot, Set<String> drained) {
        StatusView status = new StatusView(slot.name, slot.view(), drained);
        status.collect();
        return List.copyOf(status.rows.values());
    }

    private void collect() {
        view.serving().live().values().forEach(this::live);
        versions(view.inForce());
        versions(view.shown());
        for (ServingArm arm : view.draining()) {
            String version = arm.servedBy().model().version();
            rows.putIfAbsent(version, row(version, ModelState.DRAINING, ""));
        }
        if (view.removed()) {
            rows.replaceAll((version, row) -> row(version, ModelState.DRAINING, ""));
            return;
        }
        view.problems().forEach((version, problem) -> {
            if (isLive(version)) {
                whole(problem.waits() ? ModelState.WAITING : ModelState.FAILED, problem.reason());
            }
        });
        ModelSlot.Rejection rejection = view.rejection();
        if (rejection != null) {
            reject(rejection);
        } else if (view.pending() && rows.values().stream().allMatch(row -> row.state() == ModelState.LIVE)) {
            whole(ModelState.LOADING, "");
        }
    }

    private void reject(ModelSlot.Rejection rejection) {
        String version = rejection.id().version();
        if (isLive(version)) {
            whole(ModelState.FAILED, rejection.reason());
        } else {
            rows.put(version, row(version, ModelState.FAILED, rejection.reason()));
        }
    }

    private boolean isLive(String version) {
        ModelStatus row = rows.get(version);
        return version.equals(Staged.WHOLE) || (row != null && row.state() == ModelState.LIVE);
    }

    private void whole(ModelState state, String reason) {
        rows.put(Staged.WHOLE, row(Staged.WHOLE, state, reason));
    }

    private void live(ServingArm arm) {
        String version = arm.servedBy().model().version();
        ModelStatus other = rows.get(version);
        List<String> arms = new ArrayList<>(other == null ? List.of() : other.arms());
        arms.add(arm.key().name());
        arms.sort(null);
        boolean first = other == null || arms.get(0).equals(arm.key().name());
        String engineVersion = arm.servedBy().engineVersion();
        rows.put(
                version,
                new ModelStatus(
                        arm.servedBy().model(),
                        ModelState.LIVE,
                        other == null || other.reason().isEmpty() ? remarks(arm) : other.reason(),
                        Optional.of(
                                first || other == null
                                        ? arm.spec()
                                        : other.spec().orElse(arm.spec())),
                        arm.servedBy().engine(),
                        other == null || other.engineVersion().equals(engineVersion)
                                ? engineVersion
                                : other.engineVersion() + ", " + engineVersion,
                        arms,
                        labels(version),
                        arm.key().steps().texts(),
                        other == null ? arm.sinceMillis() : Math.min(arm.sinceMillis(), other.liveSinceMillis()),
                        notes(arm, other)));
    }

    /** Of several arms each sentence once. */
    private static List<String> notes(ServingArm arm, @Nullable ModelStatus other) {
        Set<String> notes = new LinkedHashSet<>(other == null ? List.of() : other.notes());
        notes.addAll(arm.session().value().notes());
        return List.copyOf(notes);
    }

    private String remarks(ServingArm arm) {
        List<String> remarks = new ArrayList<>(arm.key().flags());
        String name = arm.key().name();
        if (drained.contains(name)) {
            remarks.add("arm '" + name + "' is drained: it gets no new requests");
        }
        return String.join("; ", remarks);
    }

    private void versions(@Nullable ModelDefinition definition) {
        if (definition == null) {
            return;
        }
        for (ModelArtifact artifact : definition.versions()) {
            String version = artifact.id().version();
            if (!rows.containsKey(version)) {
                rows.put(version, notLive(definition, version));
            }
        }
    }

    private ModelStatus notLive(ModelDefinition definition, String version) {
        Staged.Problem problem = view.problems().get(version);
        if (view.pending()) {
            return row(version, ModelState.LOADING, "");
        }
        if (problem != null) {
            return row(version, problem.waits() ? ModelState.WAITING : ModelState.FAILED, problem.reason());
        }
        Serving.Absence absence = view.serving().absent().get(armOf(definition, version));
        return absence == null
                ? row(version, ModelState.WAITING, "")
                : row(version, absence.waits() ? ModelState.WAITING : ModelState.FAILED, absence.reason());
    }

    private static String armOf(ModelDefinition definition, String version) {
        return ArmPlan.versions(definition).getOrDefault(version, version);
    }

    /** The names of the version's arms, and the labels that point to it. */
    private List<String> labels(String version) {
        ModelDefinition definition = view.inForce() == null ? view.wanted() : view.inForce();
        Set<String> labels = new TreeSet<>();
        if (definition != null) {
            definition.arms().stream()
                    .filter(arm -> arm.version().equals(version))
                    .forEach(arm -> labels.add(arm.name()));
            definition.labels().forEach((label, of) -> {
                if (of.equals(version)) {
                    labels.add(label);
                }
            });
        }
        return List.copyOf(labels);
    }

    private ModelStatus row(String version, ModelState state, String reason) {
        ModelDefinition wanted = view.wanted();
        String engine = wanted == null
                ? ""
                : (wanted.engine().name() + " " + wanted.engine().range()).strip();
        return new ModelStatus(
                new ModelId(name, version),
                state,
                reason,
                Optional.empty(),
                engine,
                "",
                List.of(),
                labels(version),
                List.of(),
                0);
    }
}
