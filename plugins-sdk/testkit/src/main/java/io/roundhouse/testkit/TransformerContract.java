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

    private Transformer create() {
        return factory().create(model(), settings());
    }

    @Test
    void tellsTheSameColumnsAlways() {
        try (Transformer step = create()) {
            List<TensorSpec> reads = step.reads();
            List<TensorSpec> writes = step.writes();

            step.apply(rows(2));

            assertThat(step.reads()).isEqualTo(reads).isNotEmpty();
            assertThat(step.writes()).isEqualTo(writes).isNotEmpty();
        }
    }

    @Test
    void writesWhatItSaysAndAsManyRows() {
        try (Transformer step = create()) {
            for (int count : List.of(1, 3, 8)) {
                assertHolds(rows(count), step.reads());

                Tensors written = step.apply(rows(count));

                assertThat(written.names())
                        .containsExactlyInAnyOrderElementsOf(
                                step.writes().stream().map(TensorSpec::name).toList());
                assertHolds(written, step.writes());
                assertThat(written.values())
                        .allSatisfy(tensor -> assertThat(tensor.shape().rows()).isEqualTo(count));
            }
        }
    }

    @Test
    void makesTheSameOfARowWhateverIsBesideIt() {
        try (Transformer step = create()) {
            Tensors batch = rows(4);
            Tensors together = step.apply(batch);

            assertSame(step.apply(batch), together, 0);
            for (int i = 0; has(TransformerCapability.ROWS_INDEPENDENT) && i < 4; i++) {
                assertSame(step.apply(batch.rows(i, 1)), together.rows(i, 1), tolerance());
            }
        }
    }

    @Test
    void leavesOtherColumnsAlone() {
        try (Transformer step = create()) {
            Tensors expected = step.apply(rows(2));

            Tensors written = step.apply(rows(2).with("no-business-of-it", TestTensors.floats(7, 2, 3)));

            assertSame(written, expected, 0);
        }
    }

    @Test
    void leavesItsColumnsAsTheyWere() {
        try (Transformer step = create()) {
            Tensors columns = rows(3);
            long before = checksum(columns);

            step.apply(columns);

            assertThat(checksum(columns)).isEqualTo(before);
        }
    }

    @Test
    void leavesWhatItWroteToTheCaller() {
        Tensors written;
        long before;
        try (Transformer step = create()) {
            written = step.apply(rows(2));
            before = checksum(written);
            for (int i = 0; i < 50; i++) {
                step.apply(rows(5));
            }
            assertThat(checksum(written)).as("after more calls").isEqualTo(before);
        }
        assertThat(checksum(written)).as("after the step was closed").isEqualTo(before);
    }

    @Test
    void worksOnManyThreadsAtOnce() throws Exception {
        try (Transformer step = create()) {
            Tensors columns = rows(3);
            Tensors expected = step.apply(columns);

            List<Tensors> results = Together.run(THREADS, () -> {
                for (int i = 0; i < 20; i++) {
                    assertSame(step.apply(columns), expected, 0);
                }
                return step.apply(columns);
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
            Tensors expected = step.apply(rows(1));

            InferenceException refusal = refusal(ErrorCode.INVALID_INPUT, () -> step.apply(badRows()));

            assertThat(refusal.sentence()).as("the sentence says which row").contains("row");
            assertSame(step.apply(rows(1)), expected, 0);
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
            step.apply(rows(2));
        }

        Together.assertNoneLeft(before);
    }

    @Test
    void makesStepsThatDoNotShareTheirEnd() {
        try (Transformer second = create()) {
            Tensors expected;
            try (Transformer first = create()) {
                expected = first.apply(rows(2));
            }
            assertSame(second.apply(rows(2)), expected, 0);
        }
    }
}
