package io.roundhouse.offline;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.server.control.ModelLoans.Loaded;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A step in its place of the chain, or the model in its: made, or with something to learn yet. */
final class Stage implements AutoCloseable {
    /** Where in the chain. */
    enum Side {
        BEFORE,
        MODEL,
        AFTER
    }

    /** What the model is called among the steps, and a step that asks another. */
    static final String MODEL = "model";

    final Side side;
    final int index;
    final StepFactories.Found kind;

    private final ModelArtifact artifact;
    private final Settings given;
    private final boolean learns;
    private Settings settings;
    private @Nullable Transformer made;
    private @Nullable Fitting fitting;

    private Stage(Side side, int index, StepFactories.Found kind, ModelArtifact artifact, Settings given) {
        this.side = side;
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
    static Stage learning(Side side, int index, StepFactories.Found kind, ModelArtifact artifact, Settings given) {
        Stage stage = new Stage(side, index, kind, artifact, given);
        if (!stage.learns) {
            stage.make();
        }
        return stage;
    }

    /** A step whose settings must be complete. */
    static Stage ready(Side side, int index, StepFactories.Found kind, ModelArtifact artifact, Settings settings) {
        Stage stage = new Stage(side, index, kind, artifact, settings);
        stage.make();
        return stage;
    }

    /** The model itself, which is a step like others from here on. */
    static Stage model(ModelArtifact artifact, Loaded loaded) {
        StepFactories.Found kind =
                new StepFactories.Found(MODEL, loaded.engine(), (files, settings) -> new ModelRun(loaded));
        return ready(Side.MODEL, 0, kind, artifact, Settings.empty());
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

    /** What it learns from that only data has. */
    List<String> labels() {
        return made == null ? fitting().labels() : List.of();
    }

    /** Known when it is made. */
    List<String> writes() {
        return step().writes().stream().map(TensorSpec::name).toList();
    }

    boolean readsAnyOf(Set<String> columns) {
        return reads().stream().anyMatch(spec -> columns.contains(spec.name()));
    }

    /** How many rows it takes at once. */
    int rowsMax() {
        return made instanceof ModelRun run ? run.rowsMax() : RowsReader.BATCH;
    }

    /** All rows were seen. */
    void learnt() {
        try {
            settings = fitting().fitted();
        } catch (InferenceException e) {
            throw new InferenceException(e.code(), this + ": " + e.sentence(), e);
        }
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
        return side == Side.MODEL
                ? "the model"
                : "step " + (index + 1) + " (" + kind.name() + ")" + (side == Side.AFTER ? " after the model" : "");
    }
}
