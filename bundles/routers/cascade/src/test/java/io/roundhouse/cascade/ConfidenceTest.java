package io.roundhouse.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.cascade.Confidence.Rows;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ConfidenceTest {
    private static final Offset<Double> EXACT = within(1e-6);

    private final Confidence probabilities = new Confidence("p", false, Rows.MIN);
    private final Confidence logits = new Confidence("p", true, Rows.MIN);

    @Test
    void isTheGreatestProbability() {
        assertThat(probabilities.of(Tensor.ofFloats(Shape.of(1, 3), 0.2f, 0.7f, 0.1f)))
                .isCloseTo(0.7, EXACT);
    }

    @Test
    void isThatOfTheLikelierClassWhereThereIsOneValue() {
        assertThat(probabilities.of(Tensor.ofFloats(Shape.of(1, 1), 0.1f))).isCloseTo(0.9, EXACT);
        assertThat(probabilities.of(Tensor.ofFloats(Shape.of(1), 0.6f))).isCloseTo(0.6, EXACT);
        assertThat(logits.of(Tensor.ofFloats(Shape.of(1, 1), -2f))).isCloseTo(1 / (1 + Math.exp(-2)), EXACT);
    }

    @Test
    void isTheSoftmaxOfLogitsHoweverGreat() {
        double expected = 1 / (1 + Math.exp(-1));

        assertThat(logits.of(Tensor.ofFloats(Shape.of(1, 2), 1f, 2f))).isCloseTo(expected, EXACT);
        assertThat(logits.of(Tensor.ofFloats(Shape.of(1, 2), 10_001f, 10_002f))).isCloseTo(expected, EXACT);
    }

    @Test
    void isThatOfTheLeastSureRowOrTheMean() {
        Tensor two = Tensor.ofFloats(Shape.of(2, 2), 0.9f, 0.1f, 0.4f, 0.6f);

        assertThat(probabilities.of(two)).isCloseTo(0.6, EXACT);
        assertThat(new Confidence("p", false, Rows.MEAN).of(two)).isCloseTo(0.75, EXACT);
    }

    @Test
    void isNothingWhereAValueIsNoNumber() {
        assertThat(probabilities.of(Tensor.ofFloats(Shape.of(1, 2), Float.NaN, 1f)))
                .isZero();
        assertThat(logits.of(Tensor.ofFloats(Shape.of(1, 2), Float.NaN, 1f))).isZero();
        assertThat(logits.of(Tensor.ofFloats(Shape.of(1, 2), Float.POSITIVE_INFINITY, 1f)))
                .isZero();
        assertThat(probabilities.of(Tensor.ofFloats(Shape.of(1, 1), Float.NaN))).isZero();
    }

    @Test
    void readsDoubles() {
        Tensor doubles = Tensor.allocate(DataType.FP64, Shape.of(1, 2));
        doubles.data().asDoubleBuffer().put(new double[] {0.75, 0.25});

        assertThat(probabilities.of(doubles)).isEqualTo(0.75);
    }

    @Test
    void isCertainWhereThereIsNothing() {
        assertThat(probabilities.of(Tensor.ofFloats(Shape.of(0, 2)))).isEqualTo(1);
        assertThat(probabilities.of(Tensor.ofLongs(Shape.of(1), 3))).isEqualTo(1);
    }
}
