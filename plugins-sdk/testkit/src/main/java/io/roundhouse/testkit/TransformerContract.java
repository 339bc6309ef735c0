package io.roundhouse.testkit;

import static io.roundhouse.testkit.Refusals.refusal;
import static io.roundhouse.testkit.TestTensors.assertHolds;
import static io.roundhouse.testkit.TestTensors.assertSame;
import static io.roundhouse.testkit.TestTensors.checksum;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.StepContext;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.spi.transformer.TransformerFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every step keeps, rule by rule of {@link TransformerFactory} and {@link Transformer}. A step's test extends it and
 * names the factory and some rows.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the folder
public abstract class TransformerContract {
    private static final int THREADS = 4;

    /** Where a test may write files of the model; empty at its start. */
    @TempDir
    protected Path folder;

    /** The factory under test; a fresh one or the same one every time. */
    protected abstract TransformerFactory factory();

    /** So many rows of the columns it reads, all different from each other, the same at every call. */
    protected abstract Tensors rows(int count);

    /** Rows of the right names and types whose content it refuses. */
    protected Tensors badRows() {
        throw new AssertionError(getClass().getSimpleName()
                + " must override badRows(), or opt out of TransformerCapability.REFUSES_CONTENT");
    }

    /** The model's files; none unless the step needs some. */
    protected ModelArtifact model() {
        return FakeModelArtifact.in(folder).artifact();
    }

    /** The settings the step is made with. */
    protected Settings settings() {
        return Settings.empty();
    }

    /** Whether the step can do this; false is tested too. */
    protected boolean has(TransformerCapability capability) {
        return true;
    }

    /** How far the numbers of a row may be from those that the row gets alone. */
    protected double tolerance() {
        return 1e-6;
    }

    /** The request that the step works for; one with models to ask, for a step that asks some. */
    protected StepContext context() {
        return StepContext.none();
    }

    private Tensors apply(Transformer step, Tensors columns) {
        return step.apply(columns, context());
    }

    private Transformer create() {
        return factory().create(model(), settings());
    }

    @Test
    void tellsTheSameColumnsAlways() {
        try (Transformer step = create()) {
            List<TensorSpec> reads = step.reads();
            List<TensorSpec> writes = step.writes();

            apply(step, rows(2));

            assertThat(step.reads()).isEqualTo(reads).isNotEmpty();
            assertThat(step.writes()).isEqualTo(writes).isNotEmpty();
        }
    }

    @Test
    void writesWhatItSaysAndAsManyRows() {
        try (Transformer step = create()) {
            for (int count : List.of(1, 3, 8)) {
                assertHolds(rows(count), step.reads());

                Tensors written = apply(step, rows(count));

                assertThat(written.names())
                        .containsExactlyInAnyOrderElementsOf(
                                step.writes().stream().map(TensorSpec::name).toList());
                assertHolds(written, step.writes());
                long rows = step.keepsRows() ? count : written.rows();
                assertThat(written.values())
                        .allSatisfy(tensor -> assertThat(tensor.shape().rows()).isEqualTo(rows));
            }
        }
    }

    @Test
    void makesTheSameOfARowWhateverIsBesideIt() {
        try (Transformer step = create()) {
            Tensors batch = rows(4);
            Tensors together = apply(step, batch);

            assertSame(apply(step, batch), together, 0);
            for (int i = 0; has(TransformerCapability.ROWS_INDEPENDENT) && step.keepsRows() && i < 4; i++) {
                assertSame(apply(step, batch.rows(i, 1)), together.rows(i, 1), tolerance());
            }
        }
    }

    @Test
    void leavesOtherColumnsAlone() {
        try (Transformer step = create()) {
            Tensors expected = apply(step, rows(2));

            Tensors written = apply(step, rows(2).with("no-business-of-it", TestTensors.floats(7, 2, 3)));

            assertSame(written, expected, 0);
        }
    }

    @Test
    void leavesItsColumnsAsTheyWere() {
        try (Transformer step = create()) {
            Tensors columns = rows(3);
            long before = checksum(columns);

            apply(step, columns);

            assertThat(checksum(columns)).isEqualTo(before);
        }
    }

    @Test
    void leavesWhatItWroteToTheCaller() {
        Tensors written;
        long before;
        try (Transformer step = create()) {
            written = apply(step, rows(2));
            before = checksum(written);
            for (int i = 0; i < 50; i++) {
                apply(step, rows(5));
            }
            assertThat(checksum(written)).as("after more calls").isEqualTo(before);
        }
        assertThat(checksum(written)).as("after the step was closed").isEqualTo(before);
    }

    @Test
    void worksOnManyThreadsAtOnce() throws Exception {
        try (Transformer step = create()) {
            Tensors columns = rows(3);
            Tensors expected = apply(step, columns);

            List<Tensors> results = Together.run(THREADS, () -> {
                for (int i = 0; i < 20; i++) {
                    assertSame(apply(step, columns), expected, 0);
                }
                return apply(step, columns);
            });

            assertThat(results).hasSize(THREADS);
        }
    }

    @Test
    void refusesBadContentAndGoesOn() {
        if (!has(TransformerCapability.REFUSES_CONTENT)) {
            return; // there is nothing to send that it would refuse
        }
        try (Transformer step = create()) {
            Tensors expected = apply(step, rows(1));

            InferenceException refusal = refusal(ErrorCode.INVALID_INPUT, () -> apply(step, badRows()));

            assertThat(refusal.sentence()).as("the sentence says which row").contains("row");
            assertSame(apply(step, rows(1)), expected, 0);
        }
    }

    @Test
    void refusesASettingItDoesNotKnow() {
        Refusals.assertRefusesUnknownSetting(() -> factory().create(model(), Refusals.unknownSetting()));
    }

    @Test
    void leavesNoThreadWhenItIsClosed() throws Exception {
        create().close(); // what a factory starts once in its life is there now
        Set<Thread> before = Together.threads();
        try (Transformer step = create()) {
            apply(step, rows(2));
        }

        Together.assertNoneLeft(before);
    }

    @Test
    void makesStepsThatDoNotShareTheirEnd() {
        try (Transformer second = create()) {
            Tensors expected;
            try (Transformer first = create()) {
                expected = apply(first, rows(2));
            }
            assertSame(apply(second, rows(2)), expected, 0);
        }
    }
}
