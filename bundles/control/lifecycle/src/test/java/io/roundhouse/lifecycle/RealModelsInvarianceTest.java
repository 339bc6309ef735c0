package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.roundhouse.api.config.Settings;
import io.roundhouse.api.model.ModelId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models that are shipped, on the engine that they run on. */
class RealModelsInvarianceTest {
    private static final Path MODELS = Path.of("../../../karaf-distribution/src/main/models");

    @ParameterizedTest
    @ValueSource(strings = {"mlp/1", "credit/1", "credit/2"})
    void findsThatRowsOfModelsInFullPrecisionKeepApart(String model) throws IOException, OrtException {
        Invariance found = look(Files.readAllBytes(MODELS.resolve(model).resolve("model.onnx")));

        assertThat(found.sentence()).isEqualTo("a row is answered in a batch as it is alone, bit for bit");
    }

    @Test
    void findsThatRowsOfAModelQuantisedDynamicallyDoNot() throws IOException, OrtException {
        byte[] minilm;
        try (InputStream in = getClass().getResourceAsStream("/all-minilm-l6-v2-q.onnx")) {
            minilm = Objects.requireNonNull(in).readAllBytes();
        }

        Invariance found = look(minilm);

        assertThat(found.verdict()).contains(false);
        assertThat(found.sentence())
                .startsWith("a row is answered in a batch of 5 otherwise than alone: 'last_hidden_state' by up to ")
                .containsPattern("\\(cosine 0\\.9\\d+\\)");
    }

    private static Invariance look(byte[] file) throws OrtException {
        try (OrtModel model = new OrtModel(file)) {
            return Invariance.of(
                    model.spec(),
                    new FakeBatchers().create(new ModelId("m", "1"), model, Settings.empty()),
                    System::nanoTime);
        }
    }
}
