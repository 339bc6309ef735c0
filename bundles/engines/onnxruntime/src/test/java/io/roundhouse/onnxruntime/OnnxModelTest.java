package io.roundhouse.onnxruntime;

import static io.roundhouse.onnxruntime.OnnxFile.FLOAT;
import static io.roundhouse.onnxruntime.OnnxFile.INT64;
import static io.roundhouse.onnxruntime.OnnxFile.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import io.roundhouse.testkit.TestRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxModelTest {
    @RegisterExtension
    static final OpenEngine OPEN = new OpenEngine();

    private final Path folder;

    OnnxModelTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void describesInputsAndOutputsOfTheFile() {
        try (LoadedModel model = load(OnnxFile.mlp())) {
            assertThat(model.spec().platform()).isEqualTo("onnxruntime_onnx");
            assertThat(model.spec().inputs()).containsExactly(new TensorSpec("x", DataType.FP32, Shape.of(-1, 64)));
            assertThat(model.spec().outputs()).containsExactly(new TensorSpec("y", DataType.FP32, Shape.of(-1, 8)));
            assertThat(model.spec().batches()).isTrue();
            assertThat(model.instances()).isBetween(1, 64);
        }
    }

    @Test
    void doesNotBatchAModelWhoseRowsAreFixed() {
        try (LoadedModel model = load(OnnxFile.identity(FLOAT, 1, 3))) {
            assertThat(model.spec().batches()).isFalse();
        }
    }

    @Test
    void answersARowAloneAsInABatch() {
        Tensor batch = Tensor.ofFloats(Shape.of(5, 64), ramp(5 * 64));

        try (LoadedModel model = load(OnnxFile.mlp())) {
            Tensor all = infer(model, "x", batch).get("y");
            Tensor third = infer(model, "x", batch.rows(2, 1)).get("y");

            assertThat(all.shape()).isEqualTo(Shape.of(5, 8));
            assertThat(third.data()).isEqualTo(all.rows(2, 1).data());
        }
    }

    static Stream<Arguments> fixedSizeTypes() {
        return Stream.of(
                Arguments.of(1, DataType.FP32),
                Arguments.of(2, DataType.UINT8),
                Arguments.of(3, DataType.INT8),
                Arguments.of(5, DataType.INT16),
                Arguments.of(6, DataType.INT32),
                Arguments.of(7, DataType.INT64),
                Arguments.of(9, DataType.BOOL),
                Arguments.of(10, DataType.FP16),
                Arguments.of(11, DataType.FP64),
                Arguments.of(16, DataType.BF16));
    }

    @Test
    void refusesADimensionOfSizeZeroAsOperatorsDivideByIt() {
        try (LoadedModel model = load(OnnxFile.identity(FLOAT, "n", "m"))) {
            for (Shape shape : List.of(Shape.of(0, 4), Shape.of(4, 0))) {
                assertThatThrownBy(() -> infer(model, "x", Tensor.allocate(DataType.FP32, shape)))
                        .isInstanceOfSatisfying(InferenceException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.INVALID_INPUT))
                        .hasMessage("input 'x' has shape " + shape
                                + ", but a dimension of size 0 holds nothing to infer from");
            }
        }
    }

    @Test
    void refusesAnAnswerThatWouldBeTooLargeBeforeItIsComputed() {
        OnnxFile wide = new OnnxFile()
                .input("x", FLOAT, "n", 1)
                .input("w", FLOAT, 1, "m")
                .node("MatMul", List.of("x", "w"), List.of("y"))
                .output("y", FLOAT, "n", "m");
        Settings settings = Settings.of(Map.of("output_mib_max", "1"));

        try (LoadedModel model = OPEN.engine().load(wide.in(folder), settings)) {
            assertThatThrownBy(() -> model.infer(wide(1_000_000, 1_000_000), TestRequests.later()))
                    .isInstanceOfSatisfying(
                            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                    .hasMessage("the answer would take 3,814,698 MiB, at most 1 are allowed; send fewer rows, or raise"
                            + " output_mib_max under engine");
            assertThat(model.infer(wide(512, 512), TestRequests.later())
                            .get("y")
                            .byteSize())
                    .isEqualTo(1024 * 1024);
        }
    }

    private static Tensors wide(int rows, int columns) {
        return Tensors.of("x", Tensor.allocate(DataType.FP32, Shape.of(rows, 1)))
                .with("w", Tensor.allocate(DataType.FP32, Shape.of(1, columns)));
    }

    @ParameterizedTest
    @MethodSource("fixedSizeTypes")
    void passesEveryFixedSizeTypeUnchanged(int onnxType, DataType type) {
        for (Object rows : List.of("n", "?")) { // memory of ours, and of ORT's
            Tensor given = Tensor.allocate(type, Shape.of(3, 2));
            for (int i = 0; i < given.byteSize(); i++) {
                given.data().put(i, (byte) (type == DataType.BOOL ? i % 2 : 17 * i));
            }

            try (LoadedModel model = load(OnnxFile.identity(onnxType, rows, 2))) {
                Tensor answer = infer(model, "x", given).get("y");

                assertThat(answer.type()).isEqualTo(type);
                assertThat(answer.shape()).isEqualTo(given.shape());
                assertThat(answer.data()).isEqualTo(given.data());
            }
        }
    }

    @Test
    void passesTextsOfAnyRank() {
        List<String> texts = List.of("", "house", "Gleis ½", "機関庫");

        for (Shape shape : List.of(Shape.of(4), Shape.of(2, 2), Shape.of(4, 1, 1))) {
            Object[] dims = java.util.Collections.nCopies(shape.rank(), "?").toArray();
            try (LoadedModel model = load(OnnxFile.identity(STRING, dims))) {
                Tensor answer = infer(model, "x", Tensor.ofTexts(shape, texts)).get("y");

                assertThat(answer.shape()).isEqualTo(shape);
                assertThat(answer.texts()).isEqualTo(texts);
            }
        }
    }

    @Test
    void passesATextWithoutDimensions() {
        try (LoadedModel model = load(OnnxFile.identity(STRING))) {
            assertThat(infer(model, "x", Tensor.ofTexts(Shape.of(), List.of("one")))
                            .get("y")
                            .texts())
                    .containsExactly("one");
        }
    }

    @Test
    void refusesTextsThatWouldArriveAsOthers() {
        try (LoadedModel model = load(OnnxFile.identity(STRING, "n"))) {
            assertRefused(model, Tensor.ofTexts(Shape.of(2), List.of("ok", "\uD83D\uDE82")), "element 1 of input 'x'");
            assertRefused(model, Tensor.ofBytes(Shape.of(1), List.of(new byte[] {(byte) 0xFF})), "is not UTF-8");
        }
    }

    @Test
    void refusesAnInputOfTheWrongShape() {
        try (LoadedModel model = load(OnnxFile.mlp())) {
            assertRefused(model, Tensor.ofFloats(Shape.of(1, 63), new float[63]), "x");
            assertRefused(model, Tensor.ofFloats(Shape.of(64), new float[64]), "x");
        }
    }

    @Test
    void refusesAnInputOfTheWrongTypeOrName() {
        try (LoadedModel model = load(OnnxFile.mlp())) {
            assertRefused(model, Tensor.allocate(DataType.INT32, Shape.of(1, 64)), "input x FP32 [-1,64] is needed");
            assertThatThrownBy(() -> infer(model, "z", Tensor.ofFloats(Shape.of(1, 64), new float[64])))
                    .hasMessageContaining("input x FP32 [-1,64] is needed, given was [z]");
        }
    }

    @Test
    void namesTheNodeThatAnElementIsWrongFor() {
        OnnxFile table = new OnnxFile()
                .input("x", INT64, "n")
                .floats("table", new long[] {4}, 1, 2, 3, 4)
                .node("Gather", List.of("table", "x"), List.of("y"))
                .output("y", FLOAT, "n");

        try (LoadedModel model = load(table)) {
            assertThat(infer(model, "x", Tensor.ofLongs(Shape.of(1), 3))
                            .get("y")
                            .data()
                            .getFloat())
                    .isEqualTo(4);
            assertRefused(model, Tensor.ofLongs(Shape.of(1), 99), "idx=99");
            assertThat(infer(model, "x", Tensor.ofLongs(Shape.of(1), 0))
                            .get("y")
                            .data()
                            .getFloat())
                    .isEqualTo(1);
        }
    }

    @Test
    void answersThoughTheModelDeclaresItsOutputWrongly() {
        OnnxFile wrong = new OnnxFile()
                .input("x", FLOAT, "n", 2)
                .node("NonZero", List.of("x"), List.of("y"))
                .output("y", INT64, 2, "n");

        try (LoadedModel model = load(wrong)) {
            Tensor given = Tensor.ofFloats(Shape.of(2, 2), 1, 1, 0, 1);

            assertThat(infer(model, "x", given).get("y").shape()).isEqualTo(Shape.of(2, 3));
            assertThat(infer(model, "x", given).get("y").shape()).isEqualTo(Shape.of(2, 3));
        }
    }

    @Test
    void refusesASequenceByName() {
        OnnxFile sequence = new OnnxFile()
                .input("x", FLOAT, 2)
                .node("SequenceConstruct", List.of("x", "x"), List.of("parts"))
                .sequenceOutput("parts", FLOAT);

        assertThatThrownBy(() -> load(sequence))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("test:1 could not be loaded: output 'parts' is a sequence and not a tensor")
                .extracting("code")
                .isEqualTo(ErrorCode.LOAD_FAILED);
    }

    @Test
    void givesWideUnsignedOutputs() {
        OnnxFile cast = new OnnxFile()
                .input("x", INT64, "n")
                .node("Cast", List.of("x"), List.of("y"), OnnxFile.integerAttribute("to", 12))
                .output("y", 12, "n");

        try (LoadedModel model = load(cast)) {
            Tensor answer =
                    infer(model, "x", Tensor.ofLongs(Shape.of(1), 0xFFFF_FFF0L)).get("y");
            assertThat(answer.type()).isEqualTo(DataType.UINT32);
            assertThat(answer.data().getInt()).isEqualTo(0xFFFF_FFF0);
        }
    }

    @Test
    void keepsAnswersAfterTheModelIsClosed() {
        Tensor answer;
        try (LoadedModel model = load(OnnxFile.identity(FLOAT, "n"))) {
            answer = infer(model, "x", Tensor.ofFloats(Shape.of(2), 1, 2)).get("y");
        }
        assertThat(answer.data().asFloatBuffer().get(1)).isEqualTo(2);
    }

    private LoadedModel load(OnnxFile file) {
        return OPEN.engine().load(file.in(folder), Settings.of(Map.of()));
    }

    private static void assertRefused(LoadedModel model, Tensor given, String message) {
        assertThatThrownBy(() -> infer(model, "x", given))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(message)
                .extracting("code")
                .isEqualTo(ErrorCode.INVALID_INPUT);
    }

    static Tensors infer(LoadedModel model, String name, Tensor given) {
        return model.infer(Tensors.of(name, given), Deadline.after(Duration.ofSeconds(30), System.nanoTime()));
    }

    static float[] ramp(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i % 17 / 17f - 0.5f;
        }
        return values;
    }
}
