package io.roundhouse.offline;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A step in its place of the chain: made, or with something to learn yet. */
final class Stage implements AutoCloseable {
    final int index;
    final StepFactories.Found kind;

    private final ModelArtifact artifact;
    private final Settings given;
    private final boolean learns;
    private Settings settings;
    private @Nullable Transformer made;
    private @Nullable Fitting fitting;

    private Stage(int index, StepFactories.Found kind, ModelArtifact artifact, Settings given) {
        this.index = index;
        this.kind = kind;
        this.artifact = artifact;
        this.given = given;
        this.settings = given;
        Optional<Fitting> lacks = kind.factory().fitting(artifact, given);
        this.learns = lacks.isPresent();
        this.fitting = lacks.orElse(null);
    }

    /** A step that learns what its settings lack. */
    static Stage learning(int index, StepFactories.Found kind, ModelArtifact artifact, Settings given) {
        Stage stage = new Stage(index, kind, artifact, given);
        if (!stage.learns) {
            stage.make();
        }
        return stage;
    }

    /** A step whose settings must be complete. */
    static Stage ready(int index, StepFactories.Found kind, ModelArtifact artifact, Settings settings) {
        Stage stage = new Stage(index, kind, artifact, settings);
        stage.make();
        return stage;
    }

    private void make() {
        made = kind.factory().create(artifact, settings);
        fitting = null;
    }

    boolean learns() {
        return learns;
    }

    boolean isMade() {
        return made != null;
    }

    Settings settings() {
        return settings;
    }

    Transformer step() {
        if (made == null) {
            throw new IllegalStateException(this + " is not made yet");
        }
        return made;
    }

    Fitting fitting() {
        if (fitting == null) {
            throw new IllegalStateException(this + " has nothing to learn");
        }
        return fitting;
    }

    List<TensorSpec> reads() {
        return made == null ? fitting().reads() : made.reads();
    }

    /** Known when it is made. */
    List<String> writes() {
        return step().writes().stream().map(TensorSpec::name).toList();
    }

    boolean readsAnyOf(Set<String> columns) {
        return reads().stream().anyMatch(spec -> columns.contains(spec.name()));
    }

    /** All rows were seen. */
    void learnt() {
        settings = fitting().fitted();
        make();
    }

    /** What it saw was not what it will read: it learns anew. */
    void forget() {
        close();
        settings = given;
        fitting = kind.factory().fitting(artifact, given).orElseThrow();
    }

    @Override
    public void close() {
        if (made != null) {
            made.close();
            made = null;
        }
    }

    @Override
    public String toString() {
        return "step " + (index + 1) + " (" + kind.name() + ")";
    }
}
