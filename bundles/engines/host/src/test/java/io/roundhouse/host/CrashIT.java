package io.roundhouse.host;

import static io.roundhouse.testkit.TestRequests.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.Engine;
import io.roundhouse.spi.engine.LoadedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CrashIT {
    private static final Tensors GOOD = Tensors.of("x", Tensor.ofFloats(Shape.of(1, 4), 1, 2, 3, 4));
    private static final Tensors POISON = Tensors.of("x", Tensor.ofFloats(Shape.of(1, 4), 0, 0, 0, 0));

    private final Path folder;

    CrashIT(@TempDir Path folder) {
        this.folder = folder;
    }

    private Engine engine;

    @BeforeEach
    void engine() {
        Recipe recipe = TestRecipes.onnxruntime(folder, TestRecipes.settings(64 * 1024));
        engine = new HostedEngine(() -> recipe, TestRecipes.quarantine());
    }

    @Test
    void aRequestThatKillsTheEngineKillsItsProcessOnly() {
        try (LoadedModel deadly = load("deadly", Onnx.deadly(folder.resolve("deadly")));
                LoadedModel other = load("twice", Onnx.twice(folder.resolve("twice")))) {
            Tensors expected = deadly.infer(GOOD, later());

            InferenceException failure =
                    catchThrowableOfType(InferenceException.class, () -> deadly.infer(POISON, later()));

            assertThat(failure.code()).isEqualTo(ErrorCode.REQUEST_QUARANTINED);
            assertThat(failure.sentence())
                    .startsWith("deadly:1 on onnxruntime 1.29.0: request ")
                    .contains(" is not run again until ")
                    .contains(": the engine's process was ended by SIG")
                    .endsWith(" when it ran, 2 times; change the request, or mend the model");
            assertThat(floats(other.infer(GOOD, later()))).containsExactly(2, 4, 6, 8);
            assertThat(floats(deadly.infer(GOOD, later()))).isEqualTo(floats(expected));
        }
        assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEGV", "ABRT", "FPE", "KILL"})
    void aProcessThatIsKilledIsReplaced(String signal) throws Exception {
        try (LoadedModel model = load("twice", Onnx.twice(folder.resolve("twice")))) {
            long first = child();

            signal(first, signal);
            ProcessHandle.of(first).ifPresent(process -> process.onExit().join());

            assertThat(floats(model.infer(GOOD, later()))).containsExactly(2, 4, 6, 8);
            assertThat(child()).isNotEqualTo(first);
        }
        assertNothingLeft();
    }

    @Test
    void aProcessThatStandsStillIsEndedAfterTheDeadline() throws Exception {
        try (LoadedModel model = load("twice", Onnx.twice(folder.resolve("twice")))) {
            signal(child(), "STOP");

            InferenceException failure = catchThrowableOfType(
                    InferenceException.class,
                    () -> model.infer(
                            GOOD,
                            io.roundhouse.api.inference.Deadline.after(Duration.ofMillis(50), System.nanoTime())));

            assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            assertThat(floats(model.infer(GOOD, later()))).containsExactly(2, 4, 6, 8);
        }
    }

    @Test
    void aParentThatIsKilledLeavesNothing() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-Dbundles.directory=" + TestRecipes.BUNDLES,
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        Orphans.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        long child = Orphans.child(parent.inputReader());
        ProcessHandle orphan = ProcessHandle.of(child).orElseThrow();

        parent.destroyForcibly();

        orphan.onExit().get(30, TimeUnit.SECONDS);
        assertNothingLeft();
    }

    private LoadedModel load(String name, Path model) {
        return engine.load(new ModelArtifact(new ModelId(name, "1"), model, name), Settings.empty());
    }

    private static long child() {
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        assertThat(children).hasSize(1);
        return children.get(0).pid();
    }

    private static void signal(long pid, String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static float[] floats(Tensors answer) {
        Tensor y = answer.get("y");
        float[] values = new float[(int) y.shape().elements()];
        y.data().asFloatBuffer().get(values);
        return values;
    }

    private void assertNothingLeft() {
        assertThat(ProcessHandle.current().children()).isEmpty();
        try (Stream<Path> works = Files.list(folder.resolve("works"));
                Stream<Path> runs = Files.list(TestRecipes.runs())) {
            String mine = "rh-" + ProcessHandle.current().pid() + "-";
            assertThat(works).isEmpty();
            assertThat(runs.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(mine));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
