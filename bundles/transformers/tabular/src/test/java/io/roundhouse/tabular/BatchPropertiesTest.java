package io.roundhouse.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.config.Settings;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Fitting;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.TestTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever stands in a row, and whatever stands beside it: the same bits; and what was learnt reads back to the same. */
class BatchPropertiesTest {
    private record Row(double a, double b, String s, String t) {}

    private static final List<String> TEXTS = List.of("", "a", "ab", "größe", "\uD83E\uDD80", "unknown-0");
    private static final List<Double> NUMBERS = List.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            0.0,
            1.0,
            -1.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE);

    private static final List<Transformer> STEPS = List.of(
            Table.step("impute", "{columns: [a, b], with: constant, value: 0.1}"),
            Table.step("impute", "{columns: [s, t], with: constant, text: none}"),
            Table.step("clip", "{columns: [a, b], min: -1e10, max: 1.1}"),
            Table.step("log", "{columns: [a, b]}"),
            Table.step("log", "{columns: [a, b], plus_one: true}"),
            Table.step(
                    "standardise",
                    "{columns: [a, b], learnt: {a: {mean: 0.1, deviation: 0.3}, b: {mean: 3, deviation: 0}}}"),
            Table.step("min-max", "{columns: [a], learnt: {a: {min: 0.1, max: 0.7}}}"),
            Table.step("bucketise", "{columns: [a, b], boundaries: [-1.0E-300, 0, 1, 1e300]}"),
            Table.step("bucketise", "{columns: [a, b], boundaries: [0], labels: [low, high]}"),
            Table.step(
                    "one-hot",
                    "{columns: [s, t], learnt: {s: {categories: [a, ab, größe]}, t: {categories: [\uD83E\uDD80]}}}"),
            Table.step("ordinal", "{columns: [s], unknown: own, learnt: {s: {categories: [a, ab, größe]}}}"),
            Table.step("hash", "{columns: [s, t], buckets: 1000003}"),
            Table.step("cross", "{columns: [s, t], into: st}"),
            Table.step("ratio", "{numerator: a, denominator: b, into: r}"),
            Table.step("assemble", "{columns: [b, a], vectors: [v]}"));

    private static Tensors columns(List<Row> rows) {
        return Table.numbers("a", rows.stream().mapToDouble(Row::a).toArray())
                .with(Table.numbers("b", rows.stream().mapToDouble(Row::b).toArray()))
                .with(Table.texts("s", rows.stream().map(Row::s).toArray(String[]::new)))
                .with(Table.texts("t", rows.stream().map(Row::t).toArray(String[]::new)))
                .with("v", TestTensors.floats(5, rows.size(), 2));
    }

    @Property(tries = 300)
    void makesTheSameBitsOfARowAloneAndInAnyBatch(@ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int count) {
        List<Row> rows = rows(seed, count);
        Tensors batch = columns(rows);
        for (Transformer step : STEPS) {
            Tensors together = step.apply(batch);
            for (int i = 0; i < rows.size(); i++) {
                Tensors alone = step.apply(batch.rows(i, 1));
                for (String name : together.names()) {
                    assertThat(alone.get(name).data())
                            .as("%s of row %d", name, i)
                            .isEqualTo(together.get(name).rows(i, 1).data());
                }
            }
        }
    }

    @Property(tries = 300)
    void readsBackWhatItLearnt(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
        List<Row> finite = new ArrayList<>();
        rows(seed, count)
                .forEach(row -> finite.add(new Row(
                        isLearnable(row.a) ? row.a : Double.NaN, isLearnable(row.b) ? row.b : 1, row.s, "t" + row.t)));
        finite.add(new Row(0.1, 1e-300, "a", "b"));
        Tensors columns = columns(finite);
        for (String yaml : List.of("{columns: [a, b], suffix: _x}", "{columns: [t, s], suffix: _x}")) {
            boolean numbers = yaml.contains("[a, b]");
            for (String word : numbers ? List.of("min-max", "impute") : List.of("one-hot", "ordinal")) {
                Settings fitted = Table.fitted(word, yaml, columns);
                Settings again = rewritten(fitted, numbers);

                assertThat(again).isEqualTo(fitted);
                Transformer step = Table.factory(word).create(Table.MODEL, fitted);
                TestTensors.assertSame(
                        Table.factory(word).create(Table.MODEL, again).apply(columns), step.apply(columns), 0);
            }
        }
    }

    /** The settings with every learnt number parsed and written once more. */
    private static Settings rewritten(Settings fitted, boolean numbers) {
        Settings again = fitted;
        for (String column : fitted.section(Learnt.KEY).keys()) {
            Settings learnt = fitted.section(Learnt.KEY).section(column);
            Settings.Builder copy = Settings.builder("again");
            for (String key : learnt.keys()) {
                if (numbers) {
                    copy.put(key, Numbers.text(Numbers.finite(learnt, key)), "again");
                } else {
                    copy.putTexts(key, learnt.texts(key), "again");
                }
            }
            again = Learnt.with(again, column, copy.build());
        }
        return again;
    }

    @Property(tries = 200)
    void learnsTheSameHoweverRowsAreCut(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 60) int count,
            @ForAll @Size(max = 5) List<@IntRange(max = 40) Integer> cuts) {
        List<Row> finite = rows(seed, count).stream()
                .map(row -> new Row(isLearnable(row.a) ? row.a : 0.3, 0.7, "a" + row.s, row.t))
                .toList();
        Tensors columns = columns(finite).with(Table.numbers("b", new double[finite.size()]));
        Tensors anchor = columns(List.of(new Row(1, 1, "x", "y")));
        Settings yaml = Yaml.settings("{columns: [a, b]}");
        for (String word : List.of("impute", "standardise", "min-max")) {
            Fitting whole = Table.factory(word).fitting(Table.MODEL, yaml).orElseThrow();
            Fitting cut = Table.factory(word).fitting(Table.MODEL, yaml).orElseThrow();
            whole.see(anchor);
            cut.see(anchor);

            whole.see(columns);
            int from = 0;
            for (int rows : cuts) {
                int next = Math.min(finite.size(), from + rows);
                cut.see(columns.rows(from, next - from));
                from = next;
            }
            cut.see(columns.rows(from, finite.size() - from));

            assertThat(cut.fitted()).isEqualTo(whole.fitted());
        }
    }

    @Property(tries = 300)
    void fillsVectorsWithTheSameNaN(@ForAll long bits) {
        double payload = Double.longBitsToDouble(bits | 0x7ff0_0000_0000_0001L);
        Tensor column = Tensor.allocate(DataType.FP64, Shape.of(1));
        column.data().putLong(bits | 0x7ff0_0000_0000_0001L);

        Tensors made = Table.step("assemble", "{columns: [a]}").apply(Tensors.of("a", column));

        assertThat(payload).isNaN();
        assertThat(made.get("features").data().getInt()).isEqualTo(0x7fc00000);
    }

    /** Anything that may stand in a table, made from a seed: jqwik's own lists of such rows outgrow the memory. */
    private static List<Row> rows(long seed, int count) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Row(number(random), number(random), text(random), text(random)));
        }
        return rows;
    }

    private static double number(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 1 -> random.nextGaussian();
            default -> Double.longBitsToDouble(random.nextLong());
        };
    }

    private static String text(Random random) {
        if (random.nextBoolean()) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        int[] points = random.ints(random.nextInt(12), 0, Character.MAX_CODE_POINT + 1)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) // have no UTF-8
                .toArray();
        return new String(points, 0, points.length);
    }

    private static boolean isLearnable(double value) {
        return !(Math.abs(value) > 1e140);
    }
}
