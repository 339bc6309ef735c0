package io.roundhouse.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionTest {
    private static Prediction read(Tensor tensor) {
        Prediction read = Prediction.of(tensor).orElseThrow();
        Prediction again = Bytes.read(Bytes.of(read::write), Prediction::read);
        assertThat(again).usingRecursiveComparison().isEqualTo(read);
        return read;
    }

    @Test
    void probabilitiesAreReadByRow() {
        Prediction prediction = read(Tensor.ofFloats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));

        assertThat(prediction.rows()).isEqualTo(2);
        assertThat(prediction.columns()).isEqualTo(3);
        assertThat(prediction.value(0, 2)).isEqualTo(3);
        assertThat(prediction.value(1, 0)).isEqualTo(4);
    }

    @Test
    void oneDimensionIsRowsOfOneColumn() {
        assertThat(read(Tensor.ofFloats(Shape.of(3), 1, 2, 3)).rows()).isEqualTo(3);
    }

    @Test
    void doublesAreReadToo() {
        Tensor tensor = Tensor.allocate(DataType.FP64, Shape.of(1, 2));
        tensor.data().putDouble(0, 0.25).putDouble(8, 0.75);

        assertThat(read(tensor).value(0, 0)).isEqualTo(0.25f);
        assertThat(read(tensor).value(0, 1)).isEqualTo(0.75f);
    }

    @Test
    void textsAndWholeNumbersAreLabels() {
        assertThat(read(Tensor.ofTexts(Shape.of(2, 1), List.of("good", "bad"))).labels())
                .containsExactly("good", "bad");
        assertThat(read(Tensor.ofLongs(Shape.of(2), 7, -1)).labels()).containsExactly("7", "-1");
        Tensor bytes = Tensor.allocate(DataType.INT32, Shape.of(1, 1));
        bytes.data().putInt(0, 3);
        assertThat(read(bytes).labels()).containsExactly("3");
    }

    @Test
    void whatIsTooLargeOrOfAnotherTypeIsNotRead() {
        assertThat(Prediction.of(Tensor.allocate(DataType.FP32, Shape.of(1, Prediction.VALUES_MAX + 1))))
                .isEmpty();
        assertThat(Prediction.of(Tensor.allocate(DataType.FP32, Shape.of(1, FeedbackSettings.CLASSES_MAX + 1))))
                .isEmpty();
        assertThat(Prediction.of(Tensor.ofTexts(Shape.of(1), List.of("x".repeat(Prediction.LABEL_BYTES_MAX)))))
                .isEmpty();
        assertThat(Prediction.of(Tensor.ofTexts(Shape.of(1, 2), List.of("a", "b"))))
                .isEmpty();
        assertThat(Prediction.of(Tensor.allocate(DataType.FP16, Shape.of(1, 2))))
                .isEmpty();
        assertThat(Prediction.of(Tensor.allocate(DataType.FP32, Shape.of(0, 2))))
                .isEmpty();
    }

    @Test
    void theLargestThatIsReadIsRead() {
        Tensor largest = Tensor.allocate(DataType.FP32, Shape.of(16, FeedbackSettings.CLASSES_MAX));

        assertThat(read(largest).rows()).isEqualTo(16);
    }
}
