package io.roundhouse.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A model from scikit-learn: texts, numbers, and numbers that are missing. */
class CreditTest {
    @RegisterExtension
    static final OpenEngine OPEN = new OpenEngine();

    private static final List<String> NUMBERS =
            List.of("Seniority", "Time", "Age", "Expenses", "Income", "Assets", "Debt", "Amount", "Price");
    private static final List<String> TEXTS = List.of("Home", "Marital", "Records", "Job");

    private final Path folder;

    CreditTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void judgesAsTheModelsAuthorMeasured() throws Exception {
        byte[] file;
        try (InputStream in = getClass().getResourceAsStream("/credit.onnx")) {
            file = Objects.requireNonNull(in).readAllBytes();
        }
        Tensors rows = rows(
                List.of(
                        "5,36,45,35,142,6000,0,800,850",
                        "3,60,28,35,143,5500,3000,1150,1292",
                        "4,48,47,45,NaN,NaN,NaN,1350,2172"),
                List.of("owner,widow,no,others", "owner,married,no,partime", ",married,yes,freelance"));

        try (LoadedModel model = OPEN.engine().load(OnnxFile.artifact(folder, file), Settings.empty())) {
            Tensors answer = model.infer(rows, Deadline.after(Duration.ofSeconds(30), System.nanoTime()));

            assertThat(model.spec().batches()).isTrue();
            assertThat(model.spec().findInput("Home").orElseThrow().type()).isEqualTo(DataType.BYTES);
            assertThat(answer.get("label").texts()).containsExactly("good", "good", "bad");
            float[] bad = new float[3];
            answer.get("probability_bad").data().asFloatBuffer().get(bad);
            assertThat(bad[0]).isCloseTo(0.202241f, within(1e-5f));
            assertThat(bad[1]).isCloseTo(0.459752f, within(1e-5f));
            assertThat(bad[2]).isCloseTo(0.797261f, within(1e-5f));
        }
    }

    private static Tensors rows(List<String> numbers, List<String> texts) {
        Tensors rows = Tensors.empty();
        Shape shape = Shape.of(numbers.size(), 1);
        for (int column = 0; column < NUMBERS.size(); column++) {
            float[] values = new float[numbers.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = Float.parseFloat(numbers.get(row).split(",", -1)[column]);
            }
            rows = rows.with(NUMBERS.get(column), Tensor.ofFloats(shape, values));
        }
        for (int column = 0; column < TEXTS.size(); column++) {
            int index = column;
            List<String> values =
                    texts.stream().map(row -> row.split(",", -1)[index]).toList();
            rows = rows.with(TEXTS.get(column), Tensor.ofTexts(shape, values));
        }
        return rows;
    }
}
