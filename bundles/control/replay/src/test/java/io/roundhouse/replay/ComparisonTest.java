package io.roundhouse.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Output numbers(String name, long[] shape, double... values) {
        return new Output(name, "FP32", shape, values, List.of());
    }

    private static Output words(String name, String type, String... values) {
        return new Output(name, type, new long[] {values.length}, new double[0], List.of(values));
    }

    private static Comparison compare(Output one, Output other) {
        return Comparison.of(List.of(one), List.of(other), Optional.empty());
    }

    @Test
    void nanIsEqualToNanAndMinusZeroToZero() {
        long[] shape = {3};

        assertThat(compare(
                                numbers("x", shape, Double.NaN, 0.0, Double.POSITIVE_INFINITY),
                                numbers("x", shape, Double.NaN, -0.0, Double.POSITIVE_INFINITY))
                        .equal)
                .isTrue();
    }

    @Test
    void aNumberWhereNoneWasIsInfinitelyFar() {
        Comparison comparison =
                compare(numbers("x", new long[] {2}, 1, Double.NaN), numbers("x", new long[] {2}, 1.5, 2));

        assertThat(comparison.equal).isFalse();
        assertThat(comparison.difference).isInfinite();
    }

    @Test
    void anotherShapeIsUnlikeAndNotCompared() {
        Comparison comparison = compare(numbers("x", new long[] {1, 2}, 1, 2), numbers("x", new long[] {2, 1}, 1, 5));

        assertThat(comparison.unlike).isTrue();
        assertThat(comparison.difference).isZero();
        assertThat(Comparison.of(List.of(words("x", "BYTES", "a")), List.of(), Optional.empty()).unlike)
                .isTrue();
    }

    @Test
    void wordsAreLabelsAndWholeNumbersAreBoth() {
        Comparison texts = compare(words("x", "BYTES", "cat", "dog"), words("x", "BYTES", "cat", "cow"));
        Comparison whole =
                compare(words("x", "INT64", "9007199254740993", "4"), words("x", "INT64", "9007199254740992", "7"));

        assertThat(texts.labels).isEqualTo(2);
        assertThat(texts.flips).isOne();
        assertThat(whole.flips).isEqualTo(2); // that no double tells apart
        assertThat(whole.difference).isEqualTo(3);
    }

    @Test
    void anEmbeddingDecidesNothingUnlessSaid() {
        double[] values = new double[64];
        double[] others = new double[64];
        values[1] = 1;
        others[2] = 1;
        Output one = numbers("x", new long[] {1, 64}, values);
        Output other = numbers("x", new long[] {1, 64}, others);

        assertThat(compare(one, other).labels).isZero();
        assertThat(Comparison.of(List.of(one), List.of(other), Optional.of("x")).flips)
                .isOne();
    }

    @Test
    void quantilesAreWithinOnePercent() {
        Quantiles quantiles = new Quantiles();
        for (int i = 1; i <= 1_000; i++) {
            quantiles.add(i * 1_000L);
        }

        assertThat((double) quantiles.times().p50Nanos()).isCloseTo(500_000, within(5_000.0));
        assertThat((double) quantiles.times().p99Nanos()).isCloseTo(990_000, within(9_900.0));
        assertThat(new Quantiles().times().p50Nanos()).isZero();
    }
}
