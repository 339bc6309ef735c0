package io.roundhouse.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import io.roundhouse.testkit.TestRequests;
import io.roundhouse.testkit.TestTensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same net, trained once and written for two engines. */
class TwinTest {
    private static final int CLASSES = 10;

    @Test
    void seesInEachPictureWhatItsTwinOnOnnxRuntimeSees(@TempDir Path folder) throws Exception {
        Tensor pictures = Fashion.pictures(Fashion.PICTURES);
        byte[] labels = Files.readAllBytes(Fashion.TWIN.resolve("labels_2000.u8"));
        float[] twin = askTwin(pictures);

        float[] own;
        PyTorchEngine engine = new PyTorchEngine(Path.of("target", "natives"), 2);
        try (LoadedModel model = engine.load(Fashion.in(folder), Fashion.settings())) {
            own = TestTensors.floats(model.infer(Tensors.of("image", pictures), TestRequests.later())
                    .get("probabilities"));
        }

        int right = 0;
        float farthest = 0;
        for (int i = 0; i < Fashion.PICTURES; i++) {
            assertThat(greatest(own, i)).as("picture %d", i).isEqualTo(greatest(twin, i));
            right += greatest(own, i) == labels[i] ? 1 : 0;
            for (int j = i * CLASSES; j < (i + 1) * CLASSES; j++) {
                farthest = Math.max(farthest, Math.abs(own[j] - twin[j]));
            }
        }
        assertThat(farthest).isLessThan(1e-4f);
        assertThat(right).as("as its author measured").isEqualTo(1825);
    }

    private static float[] askTwin(Tensor pictures) throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(
                        Fashion.TWIN.resolve("1/model.onnx").toString());
                OnnxTensor image = OnnxTensor.createTensor(
                        environment,
                        pictures.data().asFloatBuffer(),
                        pictures.shape().toArray());
                OrtSession.Result result = session.run(Map.of("image", image))) {
            float[] all = new float[Fashion.PICTURES * CLASSES];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(all);
            return all;
        }
    }

    private static int greatest(float[] values, int row) {
        int best = row * CLASSES;
        for (int i = best; i < (row + 1) * CLASSES; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best - row * CLASSES;
    }
}
