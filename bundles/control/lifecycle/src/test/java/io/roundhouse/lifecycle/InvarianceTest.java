package io.roundhouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.inference.Deadline;
import io.roundhouse.api.model.ModelId;
import io.roundhouse.api.model.ModelSpec;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.engine.LoadedModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class InvarianceTest {
    private static final ModelSpec TEXTS = new ModelSpec(
            "fake",
            List.of(new TensorSpec("x", DataType.BYTES, Shape.of(-1))),
            List.of(new TensorSpec("y", DataType.BYTES, Shape.of(-1))),
            true);
    private static final ModelSpec OPEN = new ModelSpec(
            "fake",
            List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, -1))),
            List.of(new TensorSpec("y", DataType.FP32, Shape.of(-1, -1))),
            true);

    private final List<Shape> asked = new ArrayList<>();

    @Test
    void findsThatRowsKeepApart() {
        Invariance found = look(FakeEngine.SPEC, x -> x);

        assertThat(found.verdict()).contains(true);
        assertThat(found.sentence()).isEqualTo("a row is answered in a batch as it is alone, bit for bit");
        assertThat(asked).first().isEqualTo(Shape.of(Invariance.ROWS, 2));
        assertThat(asked).hasSizeLessThanOrEqualTo(Invariance.ROWS + 2);
    }

    @Test
    void findsThatARowIsScaledByTheGreatestOfItsBatch() {
        Invariance found = look(FakeEngine.SPEC, InvarianceTest::scaled);

        assertThat(found.verdict()).contains(false);
        assertThat(found.sentence())
                .matches("a row is answered in a batch of 5 otherwise than alone: 'y' by up to \\S+ \\(cosine \\S+\\)");
        found.require("m:1", Invariance.Wanted.REPORT);
        assertThatThrownBy(() -> found.require("m:1", Invariance.Wanted.REQUIRE))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOAD_FAILED))
                .hasMessageStartingWith("m:1 is not served, as 'batching: { invariance: require }' asks: a row is")
                .hasMessageEndingWith("; say 'report' to serve it all the same");
    }

    @Test
    void findsThatTheSameRowIsNotAnsweredAlikeTwice() {
        int[] calls = {0};

        Invariance found = look(FakeEngine.SPEC, x -> Tensor.ofFloats(x.shape(), numbers(x, calls[0]++)));

        assertThat(found.verdict()).contains(false);
        assertThat(found.sentence()).isEqualTo("the same row is not answered alike twice");
    }

    @Test
    void comparesTexts() {
        assertThat(look(TEXTS, x -> x).verdict()).contains(true);
        assertThat(look(TEXTS, x -> texts(x, Long.toString(x.shape().rows()))).sentence())
                .isEqualTo("a row is answered in a batch of 5 otherwise than alone: 'y' by more than a number");
    }

    @Test
    void triesOtherSizesWhereAModelRefusesOne() {
        Invariance found = look(OPEN, x -> {
            if (x.shape().dim(1) != 32) {
                throw new InferenceException(ErrorCode.INVALID_INPUT, "must be of 32");
            }
            return x;
        });

        assertThat(found.verdict()).contains(true);
        assertThat(asked).startsWith(Shape.of(5, 8), Shape.of(5, 32), Shape.of(1, 32));
    }

    @Test
    void cannotSeeWhatAModelRefuses() {
        Invariance found = look(OPEN, x -> {
            throw new InferenceException(ErrorCode.ENGINE_FAILED, "no such word");
        });

        assertThat(found.verdict()).isEmpty();
        assertThat(found.sentence()).endsWith("could not be seen: no such word");
        assertThat(asked).containsExactly(Shape.of(5, 8), Shape.of(5, 32), Shape.of(5, 1));
        assertThatThrownBy(() -> found.require("m:1", Invariance.Wanted.REQUIRE))
                .hasMessageContaining("could not be seen");
    }

    @Test
    void makesUpEveryTypeTheSameEachTime() {
        List<TensorSpec> inputs = new ArrayList<>();
        for (DataType type : DataType.values()) {
            inputs.add(new TensorSpec(type.name(), type, Shape.of(-1, 3)));
        }
        ModelSpec all = new ModelSpec("fake", inputs, List.of(), true);

        Tensors rows = MadeUpRows.of(all, 4, 1, 2);

        for (DataType type : DataType.values()) {
            Tensor made = rows.get(type.name());
            assertThat(made.shape()).isEqualTo(Shape.of(4, 3));
            assertThat(made.data())
                    .isEqualTo(MadeUpRows.of(all, 4, 1, 2).get(type.name()).data());
            RowDifference itself = new RowDifference("itself");
            itself.add(made, made);
            assertThat(itself.isSame()).isTrue();
        }
        assertThat(rows.get("INT64").data().getLong(0)).isBetween(0L, 1L);
    }

    @Test
    void measuresHalfPrecision() {
        RowDifference difference = new RowDifference("y");

        difference.add(half(0x3C00, 0x0001), half(0xC000, 0x0000)); // 1 and -2; the smallest number and 0

        assertThat(difference.largest()).isEqualTo(3);
        assertThat(difference.cosine()).isCloseTo(-1, Offset.offset(1e-9));
    }

    @Test
    void makesUpNothingThatIsTooLarge() {
        ModelSpec large = new ModelSpec(
                "fake", List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, 20_000_000))), List.of(), true);

        assertThat(look(large, x -> x).sentence()).endsWith("could not be seen: 5 rows are too large to be made up");
    }

    private Invariance look(ModelSpec spec, UnaryOperator<Tensor> answer) {
        LoadedModel model = new LoadedModel() {
            @Override
            public ModelSpec spec() {
                return spec;
            }

            @Override
            public Tensors infer(Tensors batch, Deadline deadline) {
                asked.add(batch.get("x").shape());
                return Tensors.of("y", answer.apply(batch.get("x")));
            }

            @Override
            public void close() {}
        };
        return Invariance.of(
                spec, new FakeBatchers().create(new ModelId("m", "1"), model, Settings.of(Map.of())), System::nanoTime);
    }

    /** As a dynamically quantised layer does it: the scale is that of all rows together. */
    private static Tensor scaled(Tensor x) {
        float[] values = numbers(x, 0);
        float greatest = 0;
        for (float value : values) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        float scale = greatest / 127;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i] / scale) * scale;
        }
        return Tensor.ofFloats(x.shape(), values);
    }

    private static float[] numbers(Tensor x, int add) {
        float[] values = new float[(int) x.shape().elements()];
        x.data().asFloatBuffer().get(values);
        values[0] += add;
        return values;
    }

    private static Tensor texts(Tensor x, String text) {
        return Tensor.ofTexts(x.shape(), Collections.nCopies((int) x.shape().elements(), text));
    }

    private static Tensor half(int first, int second) {
        Tensor tensor = Tensor.allocate(DataType.FP16, Shape.of(1, 2));
        ByteBuffer data = tensor.data();
        data.putShort((short) first).putShort((short) second);
        return tensor;
    }
}
