package io.roundhouse.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import io.roundhouse.testkit.FakeModelArtifact;
import io.roundhouse.testkit.TestTensors;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LightGbmModelTest {
    private static final int MAILS = 300;

    private final AtomicLong clock = new AtomicLong();
    private final LightGbmEngine engine = new LightGbmEngine(Path.of("target", "natives"), 2, clock::get);
    private final Path folder;

    LightGbmModelTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private LoadedModel load(Map<String, String> settings) {
        return engine.load(Spam.in(folder), Settings.of(settings));
    }

    private static Tensors ask(LoadedModel model, Tensor mails) {
        return model.infer(Tensors.of(model.spec().inputNames().get(0), mails), new Deadline(Long.MAX_VALUE));
    }

    @Test
    void saysWhatTheTreesSay() {
        Trees trees = new Trees(Spam.text());
        float[] features = TestTensors.floats(Spam.mails(MAILS));
        try (LoadedModel model = load(Map.of());
                LoadedModel raw = load(Map.of("prediction", "raw"))) {
            DoubleBuffer spam =
                    ask(model, Spam.mails(MAILS)).get("prediction").data().asDoubleBuffer();
            DoubleBuffer sums =
                    ask(raw, Spam.mails(MAILS)).get("prediction").data().asDoubleBuffer();

            assertThat(trees.count()).isEqualTo(120);
            int positive = 0;
            for (int i = 0; i < MAILS; i++) {
                double[] row = new double[Spam.FEATURES];
                for (int j = 0; j < row.length; j++) {
                    row[j] = features[i * row.length + j];
                }
                assertThat(sums.get(i)).isCloseTo(trees.raw(row), within(1e-9));
                assertThat(spam.get(i)).isCloseTo(Trees.probability(trees.raw(row)), within(1e-9));
                positive += spam.get(i) > 0.5 ? 1 : 0;
            }
            assertThat(positive).as("of both kinds").isBetween(20, MAILS - 20);
        }
    }

    @Test
    void takesDoublesAndOtherNames() {
        Tensor doubles = Tensor.allocate(DataType.FP64, Shape.of(MAILS, Spam.FEATURES));
        DoubleBuffer target = doubles.data().asDoubleBuffer();
        for (float feature : TestTensors.floats(Spam.mails(MAILS))) {
            target.put(feature);
        }
        Map<String, String> names = Map.of("input", "mail", "output", "spam", "input_type", "fp64", "instances", "1");
        try (LoadedModel model = load(Map.of());
                LoadedModel other = load(names)) {
            Tensor expected = ask(model, Spam.mails(MAILS)).get("prediction");

            Tensor actual = ask(other, doubles).get("spam");

            assertThat(actual.data()).isEqualTo(expected.data());
            assertThat(other.spec().inputs()).hasToString("[mail FP64 [-1,57]]");
            assertThat(other.instances()).isEqualTo(1);
        }
    }

    @Test
    void answersNoRowsWithNone() {
        try (LoadedModel model = load(Map.of())) {
            assertThat(ask(model, Spam.mails(0)).get("prediction").shape()).isEqualTo(Shape.of(0, 1));
        }
    }

    @Test
    void saysWhatItExpectsWhenItGetsSomethingElse() {
        try (LoadedModel model = load(Map.of())) {
            for (Tensor wrong : new Tensor[] {
                Tensor.ofLongs(Shape.of(1, 57), new long[57]), Tensor.ofFloats(Shape.of(1, 3), 1, 2, 3)
            }) {
                assertThatThrownBy(() -> ask(model, wrong))
                        .isInstanceOfSatisfying(InferenceException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.INVALID_INPUT))
                        .hasMessageContaining("expects features FP32 [-1,57], got {features " + wrong + "}");
            }
        }
    }

    @Test
    void stopsBetweenRowsAtTheDeadline() {
        AtomicLong looks = new AtomicLong();
        LightGbmEngine slow = new LightGbmEngine(Path.of("target", "natives"), 1, looks::incrementAndGet);
        try (LoadedModel model = slow.load(Spam.in(folder), Settings.empty())) {
            assertThatThrownBy(() -> model.infer(Tensors.of("features", Spam.mails(MAILS)), new Deadline(3)))
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED))
                    .hasMessageContaining("after 128 of 300 rows");
        }
    }

    @Test
    void refusesAFileThatWasCutOffOrChanged() {
        String text = Spam.text();
        for (Map.Entry<String, String> broken : Map.of(
                        text.substring(0, 90_000),
                        "model.txt was cut off",
                        text.replaceFirst("Tree=7\n", "\n"),
                        "promises 120 trees and holds 119",
                        text.substring(5),
                        "its first line must be 'tree'",
                        text.replaceFirst("objective=binary", "objective=none-that-is-known"),
                        "could not be loaded")
                .entrySet()) {
            assertThatThrownBy(() -> engine.load(
                            FakeModelArtifact.in(folder)
                                    .file("model.txt", broken.getKey())
                                    .artifact(),
                            Settings.empty()))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining(broken.getValue())
                    .hasMessageNotContaining(folder.toString());
        }
    }
}
