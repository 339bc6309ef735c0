package io.roundhouse.testkit;

import static io.roundhouse.testkit.Refusals.refusal;
import static io.roundhouse.testkit.TestRequests.later;
import static io.roundhouse.testkit.TestTensors.assertHolds;
import static io.roundhouse.testkit.TestTensors.assertSame;
import static io.roundhouse.testkit.TestTensors.checksum;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every engine keeps, rule by rule of {@link Engine} and {@link LoadedModel}. An engine's test extends it and names
 * the engine, a model and some rows.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the folder
public abstract class EngineContract {
    /** Where a test may write model files; empty at its start. */
    @TempDir
    protected Path folder;

    /** The engine under test; a fresh one or the same one every time. */
    protected abstract Engine engine();

    /** A good model for it, small and quick to load, in {@link #folder} or among the test's resources. */
    protected abstract ModelArtifact model();

    /** So many rows that fit the model, all different from each other, the same at every call. */
    protected abstract Tensors rows(int count);

    /** The settings the model is loaded with. */
    protected Settings settings() {
        return Settings.empty();
    }

    /** Whether the engine can do this; false is tested too. */
    protected boolean has(EngineCapability capability) {
        return true;
    }

    /** How far the numbers of a row may be from those that the row gets alone. */
    protected double tolerance() {
        return 1e-5;
    }

    private LoadedModel load() {
        return engine().load(model(), settings());
    }

    private int several() {
        return has(EngineCapability.BATCHES) ? 5 : 1;
    }

    @Test
    void tellsTheSameSpecAlways() {
        try (LoadedModel model = load()) {
            ModelSpec before = model.spec();
            int instances = model.instances();

            model.infer(rows(1), later());

            assertThat(model.spec()).isEqualTo(before);
            assertThat(model.instances()).isEqualTo(instances).isPositive();
            assertThat(before.outputs()).isNotEmpty();
        }
    }

    @Test
    void saysWhetherRowsRunTogether() {
        try (LoadedModel model = load()) {
            assertThat(model.spec().batches()).isEqualTo(has(EngineCapability.BATCHES));
        }
    }

    @Test
    void givesWhatTheSpecSaysAndAsManyRows() {
        try (LoadedModel model = load()) {
            assertHolds(rows(1), model.spec().inputs());
            for (int count : List.of(1, several())) {
                Tensors outputs = model.infer(rows(count), later());

                assertThat(outputs.names()).isEqualTo(model.spec().outputNames());
                assertHolds(outputs, model.spec().outputs());
                if (has(EngineCapability.BATCHES)) {
                    assertThat(outputs.values())
                            .allSatisfy(
                                    tensor -> assertThat(tensor.shape().rows()).isEqualTo(count));
                }
            }
        }
    }

    @Test
    void answersABatchAsItAnswersItsRowsAlone() {
        try (LoadedModel model = load()) {
            Tensors batch = rows(several());
            Tensors together = model.infer(batch, later());

            for (int i = 0; i < several(); i++) {
                Tensors alone = model.infer(several() == 1 ? batch : batch.rows(i, 1), later());

                assertSame(several() == 1 ? together : together.rows(i, 1), alone, tolerance());
            }
        }
    }

    @Test
    void takesInputsInAnyOrderOfNames() {
        try (LoadedModel model = load()) {
            Tensors expected = model.infer(rows(1), later());

            Tensors actual = model.infer(TestTensors.reversed(rows(1)), later());

            assertSame(actual, expected, tolerance());
        }
    }

    @Test
    void leavesItsInputsAsTheyWere() {
        try (LoadedModel model = load()) {
            Tensors batch = rows(several());
            long before = checksum(batch);

            model.infer(batch, later());

            assertThat(checksum(batch)).isEqualTo(before);
        }
    }

    @Test
    void leavesItsOutputsToTheCaller() {
        Tensors outputs;
        long before;
        try (LoadedModel model = load()) {
            outputs = model.infer(rows(1), later());
            before = checksum(outputs);
            Tensors others = rows(several());
            for (int i = 0; i < 50; i++) {
                model.infer(others, later());
            }
            assertThat(checksum(outputs)).as("after more calls").isEqualTo(before);
        }
        assertThat(checksum(outputs)).as("after the model was closed").isEqualTo(before);
    }

    @Test
    void answersOnAsManyThreadsAsItSays() throws Exception {
        try (LoadedModel model = load()) {
            Tensors batch = rows(several());
            Tensors expected = model.infer(batch, later());

            List<Tensors> answers = Together.run(Math.max(1, model.instances()), () -> {
                for (int i = 0; i < 20; i++) {
                    assertSame(model.infer(batch, later()), expected, tolerance());
                }
                return model.infer(batch, later());
            });

            assertThat(answers).hasSize(model.instances());
        }
    }

    @Test
    void stopsEarlyOrAnswersInFullWhenTheDeadlineIsPast() {
        try (LoadedModel model = load()) {
            if (has(EngineCapability.STOPS_EARLY)) {
                refusal(ErrorCode.DEADLINE_EXCEEDED, () -> model.infer(rows(1), TestRequests.past()));
            } else {
                assertHolds(
                        model.infer(rows(1), TestRequests.past()), model.spec().outputs());
            }
            assertHolds(model.infer(rows(1), later()), model.spec().outputs());
        }
    }

    @Test
    void loadsAModelTwiceSideBySide() {
        try (LoadedModel second = load()) {
            Tensors expected;
            try (LoadedModel first = load()) {
                expected = first.infer(rows(1), later());
            }
            assertSame(second.infer(rows(1), later()), expected, tolerance());
        }
    }

    @Test
    void leavesNoThreadWhenItIsClosed() throws Exception {
        load().close(); // what an engine starts once in its life is there now
        Set<Thread> before = Together.threads();
        try (LoadedModel model = load()) {
            model.infer(rows(several()), later());
        }

        Together.assertNoneLeft(before);
    }

    @Test
    void refusesASettingItDoesNotKnow() {
        Refusals.assertRefusesUnknownSetting(() -> engine().load(model(), Refusals.unknownSetting()));
    }

    @Test
    void refusesFilesThatAreNoModel() throws Exception {
        ModelArtifact good = model();
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Set<Thread> before = Together.threads();
        try (Stream<Path> files = Files.list(good.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(broken.resolve(file.getFileName()), "this is no model\n");
            }
        }

        assertLoadFails(new ModelArtifact(good.id(), broken, "broken"));

        Together.assertNoneLeft(before);
        try (LoadedModel model = load()) {
            assertHolds(model.infer(rows(1), later()), model.spec().outputs());
        }
    }

    @Test
    void refusesAFolderWithoutAModel() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertLoadFails(new ModelArtifact(model().id(), empty, "empty"));
    }

    private void assertLoadFails(ModelArtifact artifact) {
        InferenceException refusal = refusal(ErrorCode.LOAD_FAILED, () -> engine().load(artifact, settings()));
        assertThat(refusal.sentence())
                .as("a sentence without paths of the machine")
                .doesNotContain(artifact.directory().toString());
    }
}
