package io.roundhouse.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import io.roundhouse.testkit.FakeModelArtifact;
import io.roundhouse.testkit.TestRequests;
import io.roundhouse.testkit.TestTensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFlowModelTest {
    private static final Path ROOT = Path.of("../../..");

    private final TensorFlowEngine engine = new TensorFlowEngine(Path.of("target", "natives"), 2, System::nanoTime);
    private final Path folder;

    TensorFlowModelTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void recognisesPythonAndJava() throws Exception {
        String python = Files.readString(ROOT.resolve("karaf-distribution/src/main/models-recipes/credit_train.py"));
        String java = Files.readString(ROOT.resolve("bundles/api/src/main/java/io/roundhouse/api/tensor/Tensor.java"));
        Tensor programs = Tensor.ofTexts(Shape.of(2), List.of(python, java));

        try (LoadedModel model = engine.load(Guesslang.in(folder), Settings.empty())) {
            Tensors answer = model.infer(Tensors.of("inputs", programs), TestRequests.later());

            assertThat(model.spec().inputs()).hasToString("[inputs BYTES [-1]]");
            assertThat(model.spec().outputNames()).containsExactly("classes", "scores");
            assertThat(best(answer, 0)).isEqualTo("py");
            assertThat(best(answer, 1)).isEqualTo("java");
        }
    }

    private static String best(Tensors answer, int row) {
        float[] scores = TestTensors.floats(answer.get("scores").rows(row, 1));
        int best = 0;
        for (int i = 0; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return answer.get("classes").rows(row, 1).texts().get(best);
    }

    @Test
    void saysWhatItExpectsWhenItGetsSomethingElse() {
        try (LoadedModel model = engine.load(Guesslang.in(folder), Settings.empty())) {
            Tensors wrong = Tensors.of("inputs", Tensor.ofFloats(Shape.of(1), 1));

            assertThatThrownBy(() -> model.infer(wrong, TestRequests.later()))
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                    .hasMessageContaining("expects inputs BYTES [-1], got {inputs FP32 [1]}");
        }
    }

    @Test
    void namesWhatAModelHasWhenSomethingElseIsAskedFor() {
        assertThatThrownBy(() -> engine.load(Guesslang.in(folder), Settings.of(Map.of("signature", "train"))))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("has no signature 'train', it has [serving_default]");
        Settings tags = Settings.builder("engine")
                .putTexts("tags", List.of("gpu"), "engine")
                .build();
        assertThatThrownBy(() -> engine.load(Guesslang.in(folder), tags))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("gpu")
                .hasMessageNotContaining(folder.toString());
    }

    @Test
    void refusesAFileThatWasCutOff() {
        byte[] half = Arrays.copyOf(Guesslang.file(), 1_000_000);

        assertThatThrownBy(() -> engine.load(
                        FakeModelArtifact.in(folder)
                                .file("saved_model.pb", half)
                                .artifact(),
                        Settings.empty()))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("could not be loaded")
                .hasMessageNotContaining(folder.toString());
    }
}
