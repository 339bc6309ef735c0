package io.roundhouse.offline;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.offline.Stage.Side;
import io.roundhouse.server.control.Chain;
import io.roundhouse.server.control.Fitted;
import io.roundhouse.server.control.ModelDefinition;
import io.roundhouse.server.control.ModelDefinition.Arm;
import io.roundhouse.server.control.ModelDefinition.Plugin;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One version of a model, and the steps around it.
 *
 * @param fitted what is known of what they learnt
 */
record Work(ModelArtifact artifact, Plugin engine, Chain chain, Optional<Fitted> fitted) {
    private static final String FITTED_FILE = "fitted.yaml";

    static Work of(ModelDefinition definition, Optional<String> version) {
        List<ModelArtifact> versions = definition.versions();
        ModelArtifact artifact = version.isEmpty()
                ? versions.get(versions.size() - 1)
                : versions.stream()
                        .filter(one -> one.id().version().equals(version.get()))
                        .findFirst()
                        .orElseThrow(() -> noVersion(definition, version.get()));
        String chosen = artifact.id().version();
        Optional<Arm> arm = definition.arms().stream()
                .filter(one -> one.version().equals(chosen))
                .findFirst();
        return new Work(
                artifact,
                arm.map(Arm::engine).orElse(definition.engine()),
                arm.map(Arm::chain).orElse(definition.chain()),
                Optional.ofNullable(definition.fitted().get(chosen)));
    }

    private static InferenceException noVersion(ModelDefinition definition, String version) {
        return new InferenceException(
                ErrorCode.VERSION_NOT_FOUND,
                "model '" + definition.name() + "' has no version " + version + ", there are "
                        + definition.versions().stream()
                                .map(one -> one.id().version())
                                .toList());
    }

    /** This one, which has steps before the model. */
    Work before() {
        if (chain.before().isEmpty()) {
            throw noSteps("before", "'transformers'");
        }
        return this;
    }

    /** This one, which has steps. */
    Work any() {
        if (chain.before().isEmpty() && chain.after().isEmpty()) {
            throw noSteps("before or after", "'transformers' and 'after'");
        }
        return this;
    }

    private InferenceException noSteps(String where, String sections) {
        return new InferenceException(
                ErrorCode.INVALID_CONFIGURATION,
                "model '" + artifact.id().name() + "' has no steps " + where + " version "
                        + artifact.id().version() + "; they stand under " + sections + " in its model.yaml");
    }

    /** Whether there is more in the version's folder than what its steps learnt. */
    boolean hasModel() throws IOException {
        if (!Files.isDirectory(artifact.directory())) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(artifact.directory())) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith(".") && !name.equals(FITTED_FILE)) {
                    return true;
                }
            }
        }
        return false;
    }

    InferenceException noModel() {
        return new InferenceException(
                ErrorCode.LOAD_FAILED,
                "there is no model in the folder of version " + artifact.id().version() + " of '"
                        + artifact.id().name() + "' yet; put it there");
    }

    /** Every step before the model, with what it has to learn. The caller closes them. */
    List<Stage> learning(StepFactories factories) {
        return all(chain.before(), (index, step) -> learning(Side.BEFORE, index, step, factories));
    }

    /** The same of the first so many steps after it. */
    List<Stage> learningAfter(StepFactories factories, int count) {
        return all(chain.after().subList(0, count), (index, step) -> learning(Side.AFTER, index, step, factories));
    }

    private Stage learning(Side side, int index, Plugin step, StepFactories factories) {
        return Stage.learning(side, index, factories.find(step), artifact, Chain.own(step.settings()));
    }

    /** Every step before the model, with what it learnt. The caller closes them. */
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
        List<Fitted.Step> learnt = fitted.map(Fitted::steps).orElse(List.of());
        return all(chain.before(), (index, step) -> {
            Settings own = complete(index, step, learnt);
            Settings first = more.of(index, step);
            Settings all = first.keys().isEmpty() ? own : first.orElse(own);
            return Stage.ready(Side.BEFORE, index, factories.find(step), artifact, all);
        });
    }

    /** Every step after the model, with what it learnt. The caller closes them. */
    List<Stage> readyAfter(StepFactories factories) {
        Optional<Fitted.After> after = fitted.flatMap(Fitted::after);
        after.ifPresent(this::checkFits);
        List<Fitted.Step> learnt = after.map(Fitted.After::steps).orElse(List.of());
        return all(
                chain.after(),
                (index, step) ->
                        Stage.ready(Side.AFTER, index, factories.find(step), artifact, complete(index, step, learnt)));
    }

    private static Settings complete(int index, Plugin step, List<Fitted.Step> learnt) {
        Settings given = Chain.own(step.settings());
        return index < learnt.size() ? given.orElse(learnt.get(index).settings()) : given;
    }

    /** Makes one of each. */
    private interface Maker {
        Stage make(int index, Plugin step);
    }

    /** All, or none is left open. */
    private static List<Stage> all(List<Plugin> steps, Maker maker) {
        List<Stage> stages = new ArrayList<>();
        boolean done = false;
        try {
            for (int i = 0; i < steps.size(); i++) {
                stages.add(maker.make(i, steps.get(i)));
            }
            done = true;
            return stages;
        } finally {
            if (!done) {
                stages.forEach(Stage::close);
            }
        }
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

    private void checkFits(Fitted.After learnt) {
        int count = learnt.steps().size();
        String hash = chain.hashAfter(count);
        if (!learnt.chain().equals(hash) || chain.after().size() < count) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "fitted.yaml of '" + artifact.id() + "' was learnt for other steps after the model ("
                            + learnt.chain() + ") than model.yaml has now (" + hash
                            + "); run 'roundhouse fit' again");
        }
        if (!learnt.ofThisModel()) {
            throw new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the steps after '" + artifact.id() + "' learnt from another model file than lies there now; run"
                            + " 'roundhouse fit' again");
        }
    }
}
