package io.roundhouse.tabular;

import static io.roundhouse.tabular.Table.doubles;
import static io.roundhouse.tabular.Table.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.TestTensors;
import org.junit.jupiter.api.Test;

class NumberStepsTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static double[] apply(Transformer step, double... values) {
        Tensors made = step.apply(numbers("x", values));
        return doubles(made.values().get(0));
    }

    private static double[] apply(String word, String yaml, double... values) {
        return apply(Table.step(word, yaml), values);
    }

    @Test
    void fillsWhatIsMissing() {
        assertThat(apply("impute", "{columns: [x], with: constant, value: -1}", NAN, 2, INFINITE))
                .containsExactly(-1, 2, INFINITE);
        assertThat(apply(Table.fittedStep("impute", "{columns: [x], with: mean}", numbers("x", 1, NAN, 3, 5)), NAN))
                .containsExactly(3);
        assertThat(apply(Table.fittedStep("impute", "{columns: [x], with: median}", numbers("x", 9, 1, NAN, 2)), NAN))
                .containsExactly(2);
        assertThat(apply(Table.fittedStep("impute", "{columns: [x]}", numbers("x", 9, 1, 4, 2)), NAN))
                .containsExactly(3);
    }

    @Test
    void clipsAtBothBoundsOrOne() {
        assertThat(apply("clip", "{columns: [x], min: -1, max: 2}", -INFINITE, -1, 0.5, 3, INFINITE, NAN))
                .containsExactly(-1, -1, 0.5, 2, 2, NAN);
        assertThat(apply("clip", "{columns: [x], max: 2}", -INFINITE, 3)).containsExactly(-INFINITE, 2);
        assertThat(apply("clip", "{columns: [x], min: 2}", -INFINITE, 3)).containsExactly(2, 3);
    }

    @Test
    void takesLogarithmsOfWhatHasOne() {
        assertThat(apply("log", "{columns: [x]}", Math.E, 1, 0, -1, INFINITE, NAN))
                .containsExactly(1, 0, NAN, NAN, INFINITE, NAN);
        assertThat(apply("log", "{columns: [x], plus_one: true}", 0, 1e-20, -1, -2, NAN))
                .containsExactly(0, 1e-20, NAN, NAN, NAN);
    }

    @Test
    void bringsToMeanZeroAndDeviationOne() {
        Transformer step = Table.fittedStep("standardise", "{columns: [x]}", numbers("x", 2, 4, NAN, 4, 4, 5, 5, 7, 9));

        assertThat(apply(step, 5, 9, NAN, -INFINITE)).containsExactly(0, 2, NAN, -INFINITE);
    }

    @Test
    void centresAColumnOfEqualNumbers() {
        assertThat(apply(Table.fittedStep("standardise", "{columns: [x]}", numbers("x", 3, 3)), 3, 5))
                .containsExactly(0, 2);
        assertThat(apply(Table.fittedStep("min-max", "{columns: [x]}", numbers("x", 3, 3)), 3, 5))
                .containsExactly(0, 2);
    }

    @Test
    void learnsDeviationsOfLargeNumbersWithSmallDifferences() {
        Settings fitted =
                Table.fitted("standardise", "{columns: [x]}", numbers("x", 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16));

        assertThat(fitted.section("learnt").section("x").text("mean")).isEqualTo("1.00000001E9");
        assertThat(fitted.section("learnt").section("x").text("deviation")).isEqualTo("4.743416490252569");
    }

    @Test
    void bringsBetweenZeroAndOne() {
        Transformer step = Table.fittedStep("min-max", "{columns: [x]}", numbers("x", 10, NAN, 30, 20));

        assertThat(apply(step, 10, 15, 30, 50, NAN)).containsExactly(0, 0.25, 1, 2, NAN);
    }

    @Test
    void putsABoundaryIntoTheUpperBucket() {
        assertThat(apply(
                        "bucketise", "{columns: [x], boundaries: [0, 10]}", -INFINITE, -0.1, 0, 9.9, 10, INFINITE, NAN))
                .containsExactly(0, 0, 1, 1, 2, 2, NAN);
    }

    @Test
    void namesBuckets() {
        Transformer step =
                Table.step("bucketise", "{columns: [x], boundaries: [30], labels: [young, old], into: [age]}");

        assertThat(step.apply(numbers("x", 29, 30, NAN)).get("age").texts()).containsExactly("young", "old", "");
    }

    @Test
    void learnsBucketsWithEquallyManyRows() {
        double[] values = new double[1_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 7919) % 1_000;
        }
        Settings fitted = Table.fitted("bucketise", "{columns: [x], buckets: 4}", numbers("x", values));
        assertThat(fitted.section("learnt").section("x").texts("boundaries"))
                .containsExactly("249.5", "499.5", "749.5");

        Settings equal = Table.fitted("bucketise", "{columns: [x], buckets: 4}", numbers("x", 0, 0, 0, -0.0, 5));
        assertThat(equal.section("learnt").section("x").texts("boundaries")).containsExactly("0.0");
    }

    @Test
    void dividesUnlessByZero() {
        Tensors columns = numbers("x", 1, 1, 0, NAN, INFINITE).with(numbers("y", 4, 0, 0, 2, INFINITE));

        assertThat(doubles(Table.step("ratio", "{numerator: x, denominator: y, into: r}")
                        .apply(columns)
                        .get("r")))
                .containsExactly(0.25, NAN, NAN, NAN, NAN);
        assertThat(doubles(Table.step("ratio", "{numerator: x, denominator: y, into: r, otherwise: 9}")
                        .apply(columns)
                        .get("r")))
                .containsExactly(0.25, 9, 9, NAN, NAN);
    }

    @Test
    void assemblesNumbersAndThenVectorsInTheOrderNamed() {
        Tensors columns = numbers("x", 1, NAN)
                .with(numbers("y", 1e300, 0.1))
                .with("v", TestTensors.floats(1, 2, 3))
                .with("w", TestTensors.floats(2, 2, 1));
        float[] v = TestTensors.floats(columns.get("v"));
        float[] w = TestTensors.floats(columns.get("w"));
        Transformer step = Table.step("assemble", "{columns: [y, x], vectors: [w, v], into: all}");

        Tensors made = step.apply(columns);

        assertThat(made.get("all").shape()).isEqualTo(Shape.of(2, 6));
        assertThat(TestTensors.floats(made.get("all")))
                .containsExactly(
                        Float.POSITIVE_INFINITY, 1, w[0], v[0], v[1], v[2], 0.1f, Float.NaN, w[1], v[3], v[4], v[5]);
        assertThat(step.writes()).hasToString("[all FP32 [-1,-1]]");
        assertThat(Table.step("assemble", "{columns: [y, x]}").writes()).hasToString("[features FP32 [-1,2]]");
    }

    @Test
    void namesNewColumnsAsItIsTold() {
        assertThat(Table.step("clip", "{columns: [x, y], min: 0}").writes()).hasToString("[x FP64 [-1], y FP64 [-1]]");
        assertThat(Table.step("clip", "{columns: [x, y], min: 0, suffix: _c}").writes())
                .hasToString("[x_c FP64 [-1], y_c FP64 [-1]]");
        assertThat(Table.step("clip", "{columns: [x, y], min: 0, into: [p, q]}").writes())
                .hasToString("[p FP64 [-1], q FP64 [-1]]");
    }

    @Test
    void takesNoRows() {
        assertThat(apply("clip", "{columns: [x], min: 0}")).isEmpty();
        assertThat(Table.step("assemble", "{columns: [x]}")
                        .apply(numbers("x"))
                        .get("features")
                        .shape())
                .isEqualTo(Shape.of(0, 1));
    }
}
