package io.roundhouse.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelArtifact;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import io.roundhouse.testkit.FakeModelArtifact;
import io.roundhouse.testkit.TestTensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XgBoostModelTest {
    private static final int MAILS = 3000; // more than are predicted between two looks at the clock

    private final XgBoostEngine engine = new XgBoostEngine(Path.of("target", "natives"), 2, System::nanoTime);
    private final Path folder;

    XgBoostModelTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private LoadedModel load(Map<String, String> settings) {
        return engine.load(Spam.in(folder), Settings.of(settings));
    }

    private static Tensor ask(LoadedModel model, Tensor mails) {
        String input = model.spec().inputNames().get(0);
        return model.infer(Tensors.of(input, mails), new Deadline(Long.MAX_VALUE))
                .values()
                .get(0);
    }

    @Test
    void saysWhatTheTreesSay() {
        Trees trees = new Trees(Spam.text());
        float[] features = TestTensors.floats(Spam.mails(MAILS));
        for (int i = 0; i < features.length; i += 101) {
            features[i] = Float.NaN;
        }
        Tensor mails = Tensor.ofFloats(Shape.of(MAILS, Spam.FEATURES), features);
        try (LoadedModel model = load(Map.of());
                LoadedModel raw = load(Map.of("prediction", "raw"))) {
            float[] spam = TestTensors.floats(ask(model, mails));
            float[] sums = TestTensors.floats(ask(raw, mails));

            assertThat(trees.count()).isEqualTo(120);
            int positive = 0;
            for (int i = 0; i < MAILS; i++) {
                float[] row = Arrays.copyOfRange(features, i * Spam.FEATURES, (i + 1) * Spam.FEATURES);
                assertThat(sums[i]).isCloseTo((float) trees.raw(row), within(1e-5f));
                assertThat(spam[i]).isCloseTo((float) Trees.probability(trees.raw(row)), within(1e-5f));
                positive += spam[i] > 0.5 ? 1 : 0;
            }
            assertThat(positive).as("of both kinds").isBetween(MAILS / 20, MAILS - MAILS / 20);
        }
    }

    @Test
    void saysTheSameWithMoreThreadsAndOtherNames() {
        Map<String, String> settings =
                Map.of("threads", "2", "input", "mail", "output", "spam", "instances", "1", "file", "model.json");
        try (LoadedModel model = load(Map.of());
                LoadedModel other = load(settings)) {
            assertThat(ask(other, Spam.mails(MAILS)).data())
                    .isEqualTo(ask(model, Spam.mails(MAILS)).data());
            assertThat(other.spec().inputs()).hasToString("[mail FP32 [-1,57]]");
            assertThat(other.spec().outputs()).hasToString("[spam FP32 [-1,1]]");
            assertThat(other.instances()).isEqualTo(1);
        }
    }

    @Test
    void answersNoRowsWithNone() {
        try (LoadedModel model = load(Map.of())) {
            assertThat(ask(model, Spam.mails(0)).shape()).isEqualTo(Shape.of(0, 1));
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
        XgBoostEngine slow = new XgBoostEngine(Path.of("target", "natives"), 1, looks::incrementAndGet);
        try (LoadedModel model = slow.load(Spam.in(folder), Settings.empty())) {
            assertThatThrownBy(() -> model.infer(Tensors.of("features", Spam.mails(MAILS)), new Deadline(3)))
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED))
                    .hasMessageContaining("after 2048 of 3000 rows");
        }
    }

    @Test
    void refusesAFileThatWasCutOffOrIsOfAnotherKind() {
        for (String broken : new String[] {Spam.text().substring(0, 90_000), "{\"learner\": {}}", "[]"}) {
            ModelArtifact artifact =
                    FakeModelArtifact.in(folder).file("model.json", broken).artifact();
            assertThatThrownBy(() -> engine.load(artifact, Settings.empty()))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("its file is damaged or no model of XGBoost")
                    .hasMessageNotContaining(folder.toString())
                    .hasMessageNotContaining("Stack trace");
        }
    }
}
