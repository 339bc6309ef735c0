package io.roundhouse.testkit;

import static io.roundhouse.testkit.Refusals.refusal;
import static io.roundhouse.testkit.TestTensors.assertHolds;
import static io.roundhouse.testkit.TestTensors.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every step that learns from data keeps, rule by rule of {@link Fitting}. Beside the {@link TransformerContract} of
 * the same step, whose settings are then fitted ones.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the folder
public abstract class FittingContract {
    private static final int ROWS = 60;

    /** Where a test may write files of the model; empty at its start. */
    @TempDir
    protected Path folder;

    /** The factory under test. */
    protected abstract TransformerFactory factory();

    /** Settings that lack what is learnt. */
    protected abstract Settings unfitted();

    /** So many rows to learn from, the same at every call. */
    protected abstract Tensors rows(int count);

    @Test
    void learnsTheSameHoweverTheRowsAreCut() {
        Settings whole = fit(ROWS);

        assertThat(fit(1)).isEqualTo(whole);
        assertThat(fit(7)).isEqualTo(whole);
        assertThat(fit(ROWS / 2)).isEqualTo(whole);
    }

    @Test
    void makesAStepOfWhatItLearntThatHasNothingLeftToLearn() {
        Settings fitted = fit(ROWS);

        assertThat(factory().fitting(FakeModelArtifact.in(folder).artifact(), fitted))
                .isEmpty();
        try (Transformer step = create(fitted);
                Transformer again = create(fitted)) {
            assertHolds(rows(3), step.reads());
            assertSame(step.apply(rows(3), StepContext.none()), again.apply(rows(3), StepContext.none()), 0);
        }
    }

    @Test
    void readsFromDataWhatTheStepWillRead() {
        Fitting fitting = fitting();
        try (Transformer step = create(fit(ROWS))) {
            assertThat(fitting.reads()).extracting(TensorSpec::name).containsAll(fitting.labels());
            assertThat(step.reads())
                    .containsAll(fitting.reads().stream()
                            .filter(spec -> !fitting.labels().contains(spec.name()))
                            .toList());
        }
    }

    @Test
    void keepsWhatWasGiven() {
        assertThat(fit(ROWS).keys()).containsAll(unfitted().keys());
    }

    @Test
    void isNotMadeBeforeItIsFitted() {
        InferenceException refusal = refusal(ErrorCode.INVALID_CONFIGURATION, () -> create(unfitted()));

        assertThat(refusal.sentence()).contains("roundhouse fit");
    }

    @Test
    void saysWhenThereWasNothingToLearnFrom() {
        refusal(ErrorCode.INVALID_INPUT, () -> fitting().fitted());
    }

    private Transformer create(Settings settings) {
        return factory().create(FakeModelArtifact.in(folder).artifact(), settings);
    }

    private Fitting fitting() {
        return factory()
                .fitting(FakeModelArtifact.in(folder).artifact(), unfitted())
                .orElseThrow(() -> new AssertionError("the settings lack nothing"));
    }

    private Settings fit(int batch) {
        Fitting fitting = fitting();
        Tensors all = rows(ROWS);
        assertHolds(all, fitting.reads());
        for (int from = 0; from < ROWS; from += batch) {
            fitting.see(all.rows(from, Math.min(batch, ROWS - from)));
        }
        return fitting.fitted();
    }
}
