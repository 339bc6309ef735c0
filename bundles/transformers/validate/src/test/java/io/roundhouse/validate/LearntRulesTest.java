package io.roundhouse.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sums, and columns that come together. */
class LearntRulesTest {
    private static final int ROWS = 1_000;
    private static final double NONE = Double.NaN;

    private final Random random = new Random(4);
    private final Map<String, String> types = new LinkedHashMap<>();
    private Tensors rows = Tensors.empty();

    private double[] numbers(String name, IntToDoubleFunction value) {
        double[] values = IntStream.range(0, ROWS).mapToDouble(value).toArray();
        types.put(name, "number");
        rows = rows.with(name, Given.numberColumn(values));
        return values;
    }

    private void texts(String name, IntFunction<String> value) {
        types.put(name, "text");
        rows = rows.with(
                name, Given.textColumn(IntStream.range(0, ROWS).mapToObj(value).toArray(String[]::new)));
    }

    /** As many lines of rules of that kind. */
    private List<String> learnt(String kind) {
        Settings columns = Given.types(types);
        SchemaFitting fitting = new SchemaFitting(new SchemaText(columns));
        fitting.see(rows);
        Settings fitted = fitting.fitted();
        Schema.read(fitted); // what is learnt never contradicts itself
        return fitted.section("learnt").sections("rules").stream()
                .filter(rule -> rule.has(kind))
                .map(rule -> rule.text("column") + ": " + (rule.isTexts(kind) ? rule.texts(kind) : rule.text(kind))
                        + ", " + rule.text("reason"))
                .toList();
    }

    private String cents() {
        return Double.toString(random.nextInt(100_000) / 100.0);
    }

    @Test
    void learnsThatAColumnIsTheSumOfOthers() {
        double[] net = numbers("net", i -> Double.parseDouble(cents()));
        double[] tax = numbers("tax", i -> i % 10 == 0 ? 0 : Double.parseDouble(cents()));
        numbers("gross", i -> i % 7 == 0 ? NONE : net[i] + tax[i]);

        assertThat(learnt("sum"))
                .singleElement()
                .asString()
                .startsWith("gross: ")
                .contains("[net, tax]", "1,000 rows: never anything else, in 771 of them with nothing that is 0");
    }

    @Test
    void learnsASumOfThreeWhereNoneOfTwoExplainsIt() {
        double[] a = numbers("a", i -> random.nextInt(1_000));
        double[] b = numbers("b", i -> random.nextInt(1_000));
        double[] c = numbers("c", i -> random.nextInt(1_000));
        double[] two = numbers("two", i -> a[i] + b[i]);
        numbers("three", i -> two[i] + c[i]);

        assertThat(learnt("sum")).hasSize(2);
        assertThat(learnt("sum").get(0)).contains("two: ", "[a, b]");
        assertThat(learnt("sum").get(1)).contains("three: ", "[c, two]");
    }

    @Test
    void aSumThatOneRowContradictsIsNone() {
        double[] a = numbers("a", i -> random.nextInt(1_000));
        double[] b = numbers("b", i -> random.nextInt(1_000));
        numbers("c", i -> a[i] + b[i] + (i == 999 ? 1 : 0));

        assertThat(learnt("sum")).isEmpty();
    }

    @Test
    void emptyColumnsMakeNoSums() {
        for (int column = 0; column < 8; column++) {
            int every = 40 + column;
            numbers("x" + column, i -> i % every == 1 ? i : 0);
        }

        assertThat(learnt("sum")).isEmpty();
    }

    @Test
    void sumsNeverCloseACircle() {
        double[] a = numbers("a", i -> random.nextInt(1_000) - 500);
        double[] b = numbers("b", i -> random.nextInt(1_000) - 500);
        numbers("minus b", i -> -b[i]);
        numbers("c", i -> a[i] + b[i]);

        assertThat(learnt("sum")).singleElement().asString().startsWith("a: ");
    }

    @Test
    void learnsWhichColumnNeverComesWithoutAnother() {
        numbers("rate", i -> i % 4 == 0 ? NONE : i % 9);
        texts("currency", i -> i % 8 == 0 ? "" : "EUR");
        numbers("always", i -> i % 5);

        assertThat(learnt("needs"))
                .singleElement()
                .asString()
                .startsWith("rate: ")
                .contains("currency", "750 of 1,000 rows have it, none of them without the other, which 125 rows lack");
    }

    @Test
    void columnsThatComeTogetherNeedOneAnotherInFewRules() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            numbers(name, i -> i % 3 == 0 ? NONE : i);
        }

        assertThat(learnt("needs")).hasSize(8); // and not 20
    }

    @Test
    void chanceIsNoRule() {
        numbers("often", i -> i % 2 == 0 ? i : NONE);
        numbers("nearly always", i -> i == 1 || i == 3 || i == 5 ? NONE : i);

        assertThat(learnt("needs")).isEmpty();
    }

    @Test
    void isTheSameInBatchesOfAnySize() {
        double[] a = numbers("a", i -> random.nextInt(1_000));
        double[] b = numbers("b", i -> i % 3 == 0 ? NONE : random.nextInt(1_000));
        numbers("c", i -> a[i] + b[i]);
        SchemaFitting whole = Given.fitting(types);
        SchemaFitting cut = Given.fitting(types);

        whole.see(rows);
        for (int from = 0; from < ROWS; from += 7) {
            cut.see(rows.rows(from, Math.min(7, ROWS - from)));
        }

        assertThat(cut.fitted()).isEqualTo(whole.fitted());
    }
}
