package io.roundhouse.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TensorDifferenceTest {
    @Property(tries = 300)
    void aVectorIsLikeItselfAndItsMultiplesAndUnlikeItsOpposite(
            @ForAll @Size(8) float @FloatRange(min = -1e6f, max = 1e6f) [] values) {
        float[] twice = new float[8];
        float[] opposite = new float[8];
        double norm = 0;
        for (int i = 0; i < 8; i++) {
            twice[i] = 2 * values[i];
            opposite[i] = -values[i];
            norm += values[i] * (double) values[i];
        }
        boolean zero = norm == 0;

        assertThat(compare(row(values), row(values)).cosineDistanceMax).isZero();
        assertThat(compare(row(values), row(twice)).cosineDistanceMax).isCloseTo(0, within(1e-12));
        assertThat(compare(row(values), row(opposite)).cosineDistanceMax).isCloseTo(zero ? 0 : 2, within(1e-12));
    }

    @Property(tries = 300)
    void whoeverIsLiveTheDifferenceIsTheSame(@ForAll @Size(6) float[] one, @ForAll @Size(6) float[] other) {
        TensorDifference there = compare(rows(2, one), rows(2, other));
        TensorDifference back = compare(rows(2, other), rows(2, one));

        assertThat(there.absoluteMax).isEqualTo(back.absoluteMax);
        assertThat(there.relativeMax).isEqualTo(back.relativeMax).isBetween(0.0, Double.POSITIVE_INFINITY);
        assertThat(there.ulpsMax).isEqualTo(back.ulpsMax);
        assertThat(there.flips).isEqualTo(back.flips);
        assertThat(there.equalElements).isEqualTo(back.equalElements);
    }

    @Test
    void tellsHowFarAndWhere() {
        TensorDifference difference = compare(rows(2, 0.2f, 0.8f, 0.5f, 0.25f), rows(2, 0.2f, 0.8f, 0.25f, 0.5f));

        assertThat(difference.elements).isEqualTo(4);
        assertThat(difference.equalElements).isEqualTo(2);
        assertThat(difference.absoluteMax).isEqualTo(0.25);
        assertThat(difference.relativeMax).isEqualTo(0.5);
        assertThat(difference.ulpsMax).isEqualTo(1 << 23);
        assertThat(difference.labels).isEqualTo(2);
        assertThat(difference.flips).isEqualTo(1);
        assertThat(difference.worstRow()).isEqualTo(1);
        assertThat(difference.cosineDistanceMax).isCloseTo(0.2, within(1e-12));
        assertThat(difference.liveText()).isEqualTo("0.5");
        assertThat(difference.watchingText()).isEqualTo("0.25");
    }

    @Test
    void nanAndInfinityAreEqualToThemselvesAndFarFromNumbers() {
        float nan = Float.NaN;
        float infinite = Float.POSITIVE_INFINITY;
        Tensor odd = rows(3, nan, infinite, 1);

        TensorDifference same = compare(odd, rows(3, Float.intBitsToFloat(0x7FC00001), infinite, 1));
        TensorDifference other = compare(odd, rows(3, 1, 1, 1));

        assertThat(same.isEqual()).isTrue();
        assertThat(same.incomparable).isZero();
        assertThat(other.incomparable).isEqualTo(2);
        assertThat(other.relativeMax).isInfinite();
        assertThat(other.absoluteMax).isInfinite();
    }

    @Test
    void minusZeroIsZero() {
        TensorDifference difference = compare(rows(2, -0.0f, 1), rows(2, 0.0f, 1));

        assertThat(difference.isEqual()).isTrue();
        assertThat(difference.ulpsMax).isZero();
        assertThat(difference.absoluteMax).isZero();
    }

    @Test
    void aVectorOfZerosIsUnlikeAnyOther() {
        assertThat(compare(rows(2, 0, 0), rows(2, 0, 1)).cosineDistanceMax).isEqualTo(1);
    }

    @Test
    void emptyTensorsAreEqual() {
        Tensor empty = Tensor.allocate(DataType.FP32, Shape.of(0, 3));

        TensorDifference difference = compare(empty, Tensor.allocate(DataType.FP32, Shape.of(0, 3)));

        assertThat(difference.isEqual()).isTrue();
        assertThat(difference.labels).isZero();
        assertThat(compare(
                                Tensor.allocate(DataType.FP32, Shape.of(2, 0)),
                                Tensor.allocate(DataType.FP32, Shape.of(2, 0)))
                        .isEqual())
                .isTrue();
        assertThat(compare(Tensor.ofBytes(Shape.of(0), List.of()), Tensor.ofBytes(Shape.of(0), List.of()))
                        .isEqual())
                .isTrue();
    }

    @Test
    void anotherShapeOrTypeIsADifferenceAndFlipsEveryLabel() {
        TensorDifference shape = compare(rows(2, 1, 2, 3, 4), rows(4, 1, 2, 3, 4));
        TensorDifference type = compare(rows(2, 1, 2), Tensor.allocate(DataType.FP64, Shape.of(1, 2)));

        assertThat(shape.mismatch).isEqualTo("live FP32 [2,2], watching FP32 [1,4]");
        assertThat(shape.flips).isEqualTo(2);
        assertThat(shape.relativeMax).isInfinite();
        assertThat(shape.isEqual()).isFalse();
        assertThat(type.mismatch).isEqualTo("live FP32 [1,2], watching FP64 [1,2]");
    }

    @Test
    void textsFlipWhereTheyDiffer() {
        Tensor one = Tensor.ofTexts(Shape.of(3), List.of("cat", "dog", ""));
        Tensor other =
                Tensor.ofTexts(Shape.of(3), List.of("cat", "doggerel that goes on and on for a while and more", ""));

        TensorDifference difference = compare(one, other);

        assertThat(difference.equalElements).isEqualTo(2);
        assertThat(difference.labels).isEqualTo(3);
        assertThat(difference.flips).isEqualTo(1);
        assertThat(difference.worstRow()).isEqualTo(1);
        assertThat(difference.liveText()).isEqualTo("dog");
        assertThat(difference.watchingText()).isEqualTo("doggerel that goes on and on for a whil\u2026");
        assertThat(difference.relativeMax).isZero();
    }

    @Test
    void integersFlipWhereTheyDifferHoweverLarge() {
        Tensor one = Tensor.ofLongs(Shape.of(2), Long.MAX_VALUE, 7);
        Tensor other = Tensor.ofLongs(Shape.of(2), Long.MAX_VALUE - 1, 7);

        TensorDifference difference = compare(one, other);

        assertThat(difference.flips).isEqualTo(1);
        assertThat(difference.absoluteMax).isEqualTo(1);
        assertThat(difference.relativeMax).isBetween(0.0, 1e-18);
    }

    @Test
    void theLabelIsTheOnlyVectorElseTheOnlyWord() {
        Tensor vector = rows(2, 1, 2);
        Tensor number = Tensor.ofFloats(Shape.of(1, 1), 1);
        Tensor word = Tensor.ofTexts(Shape.of(1), List.of("cat"));

        assertThat(Labels.pick(Tensors.of(List.of("p", "n", "w"), List.of(vector, number, word))))
                .contains("p");
        assertThat(Labels.pick(Tensors.of(List.of("n", "w"), List.of(number, word))))
                .contains("w");
        assertThat(Labels.pick(Tensors.of(List.of("p", "q", "w"), List.of(vector, vector, word))))
                .isEmpty();
        assertThat(Labels.pick(Tensors.of("n", number))).isEmpty();
        assertThat(Labels.pick(Tensors.of(List.of("v", "w"), List.of(word, word))))
                .isEmpty();
        assertThat(Labels.pick(Tensors.empty())).isEmpty();
    }

    @Test
    void theGreatestElementOfAnEmbeddingIsNoLabel() {
        Tensor word = Tensor.ofTexts(Shape.of(1), List.of("cat"));
        Tensor embedding = rows(384, new float[2 * 384]);
        float[] probabilities = new float[2 * 384];
        probabilities[7] = 0.375f;
        probabilities[8] = 0.625f;
        probabilities[383] = 0.0078125f; // a softmax in 16 bits adds up to about 1
        probabilities[384] = 1;
        float[] negative = probabilities.clone();
        negative[384] = 1.5f;
        negative[385] = -0.5f;

        assertThat(Labels.pick(Tensors.of("e", embedding))).isEmpty();
        assertThat(Labels.pick(Tensors.of("e", rows(384, negative)))).isEmpty();
        assertThat(Labels.pick(Tensors.of("p", rows(384, probabilities)))).contains("p");
        assertThat(Labels.pick(Tensors.of(List.of("e", "w"), List.of(embedding, word))))
                .contains("w");
        assertThat(Labels.pick(Tensors.of("logits", rows(32, new float[32])))).contains("logits");
    }

    private static TensorDifference compare(Tensor live, Tensor watching) {
        return TensorDifference.of(live, watching, true);
    }

    private static Tensor row(float... values) {
        return rows(values.length, values);
    }

    private static Tensor rows(int width, float... values) {
        return Tensor.ofFloats(Shape.of(values.length / width, width), values);
    }
}
