package io.roundhouse.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What a writer writes, the reader of the same format reads: bits of numbers and bytes of texts. */
@SuppressWarnings("NullAway.Init")
class RoundTripTest {
    private static final String NAME = "a \"quoted\", name";
    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("roundhouse-rows-");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Rows of a number and a text, cut into batches. */
    record Table(List<Double> numbers, List<String> texts, int batch) {
        List<Tensors> batches() {
            List<Tensors> batches = new ArrayList<>();
            for (int from = 0; from < numbers.size(); from += batch) {
                int to = Math.min(numbers.size(), from + batch);
                double[] part = numbers.subList(from, to).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                batches.add(Tensors.of(
                        List.of(NAME, "text"),
                        List.of(Rows.numbers(part), Tensor.ofTexts(Shape.of(part.length), texts.subList(from, to)))));
            }
            return batches;
        }
    }

    @Provide
    Arbitrary<Table> tables() {
        Arbitrary<Double> number = Arbitraries.oneOf(
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.doubles().between(-1000, 1000).ofScale(3),
                Arbitraries.of(Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e15, 1e22));
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings().withChars(",\"\n\r\t ax;'\\{}é€").ofMaxLength(8),
                Arbitraries.strings().ofMaxLength(12).filter(RoundTripTest::isText));
        return Arbitraries.integers().between(1, 40).flatMap(rows -> Combinators.combine(
                        number.list().ofSize(rows),
                        text.list().ofSize(rows),
                        Arbitraries.integers().between(1, 40))
                .as(Table::new));
    }

    /** Half a character has no UTF-8. */
    private static boolean isText(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    @Property(tries = 300)
    void ofCsv(@ForAll("tables") Table table) throws IOException {
        assertSurvives(table, "rows.csv");
    }

    @Property(tries = 300)
    void ofJsonLines(@ForAll("tables") Table table) throws IOException {
        assertSurvives(table, "rows.jsonl");
    }

    @Property(tries = 300)
    void ofParquet(@ForAll("tables") Table table) throws IOException {
        assertSurvives(table, "rows.parquet");
    }

    private static void assertSurvives(Table table, String name) throws IOException {
        Path file = Rows.write(folder.resolve(name), table.batches());

        List<Tensors> both = Rows.read(file, Rows.number(NAME), Rows.text("text"));
        List<Tensors> alone =
                Rows.read(Rows.write(folder.resolve("one-" + name), only(table, "text")), Rows.text("text"));

        assertThat(Format.columns(file)).containsExactly(NAME, "text");
        assertThat(both).hasSize(1);
        assertThat(bits(Rows.numbers(both.get(0), NAME)))
                .isEqualTo(bits(
                        table.numbers.stream().mapToDouble(Double::doubleValue).toArray()));
        assertThat(both.get(0).get("text").texts()).isEqualTo(table.texts);
        assertThat(alone.get(0).get("text").texts()).isEqualTo(table.texts);
    }

    private static List<Tensors> only(Table table, String column) {
        return table.batches().stream()
                .map(batch -> batch.only(List.of(column)))
                .toList();
    }

    /** One NaN for all: a file says only that it is missing. */
    private static List<Long> bits(double[] values) {
        return Arrays.stream(values).mapToObj(Double::doubleToLongBits).collect(Collectors.toList());
    }

    @Property(tries = 100)
    void ofEveryTypeAndOfLists(@ForAll float number, @ForAll int whole, @ForAll boolean flag) throws IOException {
        Tensor flags = Tensor.allocate(DataType.BOOL, Shape.of(1));
        flags.data().put((byte) (flag ? 1 : 0));
        Tensor wholes = Tensor.allocate(DataType.INT32, Shape.of(1));
        wholes.data().putInt(whole);
        Tensors row = Tensors.of(
                List.of("v", "whole", "flag"),
                List.of(Tensor.ofFloats(Shape.of(1, 2), number, -number), wholes, flags));

        Path file = Rows.write(folder.resolve("types.csv"), List.of(row));
        Tensors read = Rows.read(
                        file,
                        spec("v_0", DataType.FP32),
                        spec("v_1", DataType.FP32),
                        spec("whole", DataType.INT32),
                        spec("flag", DataType.BOOL))
                .get(0);

        assertThat(read.get("v_0").data().getFloat()).isEqualTo(number);
        assertThat(read.get("v_1").data().getFloat()).isEqualTo(-number);
        assertThat(read.get("whole").data().getInt()).isEqualTo(whole);
        assertThat(read.get("flag").data().get()).isEqualTo((byte) (flag ? 1 : 0));
    }

    private static TensorSpec spec(String name, DataType type) {
        return new TensorSpec(name, type, Shape.of(Shape.ANY));
    }
}
