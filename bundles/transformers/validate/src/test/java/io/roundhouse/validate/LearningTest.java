package io.roundhouse.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningTest {
    @Test
    void saysTheReasonOfEveryBound() {
        Settings learnt = numbers(1_000, i -> i % 50 * 2);

        assertThat(learnt.section("range").text("reason"))
                .isEqualTo("1,000 rows: 0 … 98; about one row in 1,000,000 lies beyond a bound");
        assertThat(learnt.section("range").text("min")).isEqualTo("0");
        assertThat(learnt.section("required").text("reason"))
                .isEqualTo("1,000 rows: never missing, so hardly more than 0.30 % ever are");
    }

    @Test
    void boundsALightTailNearAndAHeavyTailFar() {
        Random random = new Random(1);
        double light = upper(numbers(3_000, i -> 100 + 10 * random.nextGaussian()));
        double heavy = upper(numbers(3_000, i -> 100 * StrictMath.pow(random.nextDouble(), -0.8)));

        assertThat(light).isBetween(145.0, 200.0); // one in a million of these lies above 147.5
        assertThat(heavy).isGreaterThan(1e6);
    }

    @Test
    void hasFewCleanRowsBeyondItsBoundsOnManyTails() {
        int beyond = 0;
        Random random = new Random(2);
        List<IntToDoubleFunction> tails = List.of(
                i -> random.nextGaussian(),
                i -> -StrictMath.log(1 - random.nextDouble()),
                i -> StrictMath.exp(random.nextGaussian()),
                i -> random.nextInt(7) * 12,
                i -> random.nextDouble());
        for (IntToDoubleFunction tail : tails) {
            Settings range = numbers(2_000, tail).section("range");
            double min = Double.parseDouble(range.text("min"));
            double max = Double.parseDouble(range.text("max"));
            beyond += (int) IntStream.range(0, 200_000)
                    .mapToDouble(tail)
                    .filter(value -> value < min || value > max)
                    .count();
        }

        assertThat(beyond)
                .isLessThan(100); // of a million; a log-normal tail, between the two that are fitted, has some 25
    }

    @Test
    void leavesRoomForOneMoreStepWhereTheGreatestValueIsCommon() {
        assertThat(upper(numbers(2_000, i -> 12 * (1 + i % 5)))).isBetween(72.0, 200.0);
    }

    @Test
    void learnsCategoriesWhenNoneWasSeenOnlyOnce() {
        assertThat(texts(100, i -> "c" + i % 4).section("categories").texts("values"))
                .containsExactly("c0", "c1", "c2", "c3");
        assertThat(texts(1_000, i -> i == 500 ? "once" : "often")
                        .section("categories")
                        .text("action"))
                .isEqualTo("flag");
        assertThat(texts(1_000, i -> "c" + i % 300).has("categories")).isFalse();
    }

    @Test
    void learnsTheFormOfTexts() {
        assertThat(like(i -> "AB-" + (1_000 + i) + "/x" + "y".repeat(i % 3))).isEqualTo("[A-Z]{2}\\-\\d{4}\\/[a-z]+");
        assertThat(like(i -> i % 2 == 0 ? "Köln " + i : "x_" + i)).isEqualTo("[ \\dA-Z_a-z\\P{ASCII}]+");
    }

    @Test
    void flagsAFormOfWhichOneTextIsAnException() {
        Settings learnt = texts(500, i -> i == 77 ? "a#" : "b" + i);

        assertThat(learnt.section("pattern").text("action")).isEqualTo("flag");
    }

    @Test
    void learnsWhichColumnIsNeverAboveAnother() {
        Random random = new Random(3);
        double[] a = random.doubles(500, 0, 10).toArray();
        double[] b = IntStream.range(0, 500)
                .mapToDouble(i -> a[i] + (i % 3 == 0 ? 0 : random.nextInt(9)))
                .toArray();
        double[] c = random.doubles(500, 9.99, 90).toArray();

        Settings learnt = fit(
                Map.of("a", "number", "b", "number", "c", "number"),
                Tensors.of("a", Given.numberColumn(a))
                        .with("b", Given.numberColumn(b))
                        .with("c", Given.numberColumn(c)));

        assertThat(learnt.section("learnt").sections("rules"))
                .extracting(rule -> rule.text("column") + " <= " + rule.text("at_most"))
                .containsExactly("a <= b");
    }

    @Test
    void flagsAColumnThatRoseInTheFile() {
        assertThat(numbers(100, i -> i).section("order").text("action")).isEqualTo("flag");
        assertThat(numbers(100, i -> i % 99).has("order")).isFalse();
    }

    @Test
    void boundsTheShareOfMissingValuesByChance() {
        assertThat(Learnt.shareMax(0.1, 1_000_000, 100, 1e-6)).isCloseTo(0.289, within(0.002));
        assertThat(Learnt.shareMax(0.1, 1_000_000, 10_000, 1e-6)).isCloseTo(0.117, within(0.002));
        assertThat(Learnt.shareMax(0.1, 50, 10_000, 1e-6)).isGreaterThan(0.2);
    }

    @Test
    void keepsWhatWasWrittenAndLearnsOnlyWhatWasNot() {
        Settings written = Given.section("number", Map.of("range", Given.keys("max", "1")));
        Settings.Builder columns = Settings.builder("p").put("y", written).put("x", "number", "p");
        Settings given = Settings.builder("p").put("columns", columns.build()).build();
        SchemaFitting fitting = new SchemaFitting(new SchemaText(given));
        fitting.see(Given.numbers(IntStream.range(0, 60).asDoubleStream().toArray()));

        Settings fitted = fitting.fitted();

        assertThat(fitting.reads()).extracting(TensorSpec::name).containsExactly("x");
        assertThat(fitted.section("columns")).isEqualTo(given.section("columns"));
        assertThat(fitted.section("learnt").section("columns").keys()).containsExactly("x");
        assertThat(Schema.read(fitted).columns()).hasSize(2);
    }

    @Test
    void leavesOutLearntRulesOfColumnsThatAPersonHasWrittenSince() {
        Settings learnt = fit(
                Map.of("a", "number", "b", "number"),
                Tensors.of(
                                "a",
                                Given.numberColumn(IntStream.range(0, 90)
                                        .mapToDouble(i -> i % 9)
                                        .toArray()))
                        .with(
                                "b",
                                Given.numberColumn(IntStream.range(0, 90)
                                        .mapToDouble(i -> i % 9 + i % 2)
                                        .toArray())));
        assertThat(Schema.read(learnt).rules()).hasSize(1);

        Settings written = Settings.builder("p")
                .put("a", "number", "p")
                .put("b", Given.section("number", Map.of()))
                .build();

        assertThat(Schema.read(learnt.with("columns", written)).rules()).isEmpty();
    }

    @Test
    void refusesWhatWasLearntForAnotherType() {
        Settings learnt = fit(Map.of("x", "number"), Given.numbers(new double[60]));
        Settings columns = Settings.builder("p").put("x", "text", "p:3").build();

        assertThatThrownBy(() -> Schema.read(learnt.with("columns", columns)))
                .hasMessage("p:3: 'x' is a text, but was learnt as a number; run 'roundhouse fit' again");
    }

    @Test
    void refusesDataItCannotLearnFrom() {
        assertThatThrownBy(() -> numbers(100, i -> i == 7 ? Double.POSITIVE_INFINITY : i))
                .hasMessage("'x': row 7 is infinite; a bound cannot be learnt");
        assertThatThrownBy(() -> fit(Map.of("x", "date"), Given.texts("2024-01-01", "1.1.2024")))
                .hasMessageStartingWith("'x': row 1 is '1.1.2024', must be a date like");
        Tensor bad = Tensor.ofBytes(Shape.of(1), List.of(new byte[] {(byte) 0xFF}));
        assertThatThrownBy(() -> fit(Map.of("x", "text"), Tensors.of("x", bad)))
                .hasMessage("'x': row 0 is '\\xFF', must be valid UTF-8");
        assertThatThrownBy(() -> numbers(49, i -> i))
                .hasMessage("validate: a schema is learnt from 50 rows or more, there were 49");
    }

    private static double upper(Settings learnt) {
        return Double.parseDouble(learnt.section("range").text("max"));
    }

    private static String like(IntFunction<String> text) {
        return texts(500, text).section("pattern").text("like");
    }

    private static Settings numbers(int rows, IntToDoubleFunction value) {
        double[] values = IntStream.range(0, rows).mapToDouble(value).toArray();
        return column(fit(Map.of("x", "number"), Given.numbers(values)));
    }

    private static Settings texts(int rows, IntFunction<String> text) {
        String[] values = IntStream.range(0, rows).mapToObj(text).toArray(String[]::new);
        return column(fit(Map.of("x", "text"), Given.texts(values)));
    }

    private static Settings column(Settings learnt) {
        return learnt.section("learnt").section("columns").section("x");
    }

    private static Settings fit(Map<String, String> types, Tensors rows) {
        SchemaFitting fitting = Given.fitting(types);
        fitting.see(rows);
        Settings fitted = fitting.fitted();
        Schema.read(fitted); // what is learnt never contradicts itself
        return fitted;
    }
}
