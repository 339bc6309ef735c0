package io.roundhouse.offline;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps before one version of a model.
 *
 * @param fitted what is known of what they learnt
 */
record Work(ModelArtifact artifact, Chain chain, Optional<Fitted> fitted) {

    /** One that has steps. */
    static Work of(ModelDefinition definition, Optional<String> version) {
        Work work = any(definition, version);
        if (work.chain.before().isEmpty()) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "model '" + definition.name() + "' has no steps before version "
                            + work.artifact.id().version()
                            + "; they stand under 'transformers' in its model.yaml");
        }
        return work;
    }

    /** One that may have none. */
    static Work any(ModelDefinition definition, Optional<String> version) {
        List<ModelArtifact> versions = definition.versions();
        ModelArtifact artifact = version.isEmpty()
                ? versions.get(versions.size() - 1)
                : versions.stream()
                        .filter(one -> one.id().version().equals(version.get()))
                        .findFirst()
                        .orElseThrow(() -> noVersion(definition, version.get()));
        String chosen = artifact.id().version();
        Chain chain = definition.arms().stream()
                .filter(arm -> arm.version().equals(chosen))
                .map(ModelDefinition.Arm::chain)
                .findFirst()
                .orElse(definition.chain());
        return new Work(artifact, chain, Optional.ofNullable(definition.fitted().get(chosen)));
    }

    private static InferenceException noVersion(ModelDefinition definition, String version) {
        return new InferenceException(
                ErrorCode.VERSION_NOT_FOUND,
                "model '" + definition.name() + "' has no version " + version + ", there are "
                        + definition.versions().stream()
                                .map(one -> one.id().version())
                                .toList());
    }

    /** Every step, with what it has to learn. The caller closes them. */
    List<Stage> learning(StepFactories factories) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < chain.before().size(); i++) {
            Plugin step = chain.before().get(i);
            stages.add(Stage.learning(i, factories.find(step), artifact, Chain.own(step.settings())));
        }
        return stages;
    }

    /** Every step, with what it learnt. The caller closes them. */
    List<Stage> ready(StepFactories factories) {
        return ready(factories, (index, step) -> Settings.empty());
    }

    /** Settings of a step that count before its own. */
    interface More {
        Settings of(int index, Plugin step);
    }

    /** As {@link #ready(StepFactories)}, with some other settings. */
    List<Stage> ready(StepFactories factories, More more) {
        fitted.ifPresent(this::checkFits);
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < chain.before().size(); i++) {
            Plugin step = chain.before().get(i);
            Settings given = Chain.own(step.settings());
            Settings own = fitted.isEmpty()
                    ? given
                    : given.orElse(fitted.get().steps().get(i).settings());
            Settings first = more.of(i, step);
            Settings all = first.keys().isEmpty() ? own : first.orElse(own);
            stages.add(Stage.ready(i, factories.find(step), artifact, all));
        }
        return stages;
    }

    private void checkFits(Fitted learnt) {
        if (!learnt.chain().equals(chain.hash())
                || learnt.steps().size() != chain.before().size()) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "fitted.yaml of '" + artifact.id() + "' was learnt for other steps (" + learnt.chain()
                            + ") than model.yaml has now (" + chain.hash() + "); run 'roundhouse fit' again");
        }
    }
}
