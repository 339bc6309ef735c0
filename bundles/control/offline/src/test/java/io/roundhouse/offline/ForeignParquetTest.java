package io.roundhouse.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that another writer wrote (arrow-rs by parquet-wasm 0.8): two row groups of 170 and 130 rows, pages of some rows
 * in both versions, dictionaries, delta encodings and nulls, packed in every way that is read here.
 */
@SuppressWarnings("NullAway.Init")
class ForeignParquetTest {
    private static final List<String> TEXTS = List.of("red", "green, or blue", "caf\u00e9");
    private static final TensorSpec[] COLUMNS = {
        Rows.number("num"),
        Rows.number("whole"),
        Rows.text("text"),
        Rows.number("flag"),
        Rows.number("f32"),
        Rows.text("day"),
        Rows.text("time")
    };

    @TempDir
    Path folder;

    private static Path sample(String name) {
        try {
            return Path.of(Objects.requireNonNull(ForeignParquetTest.class.getResource("/parquet/" + name + ".parquet"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy-v1", "zstd-v2", "gzip-v2", "lz4-v1", "plain-v1"})
    void isReadAsItWasMeant(String name) throws IOException {
        Tensors rows = Rows.read(sample(name), COLUMNS).get(0);

        assertThat(Format.columns(sample(name))).containsExactly("num", "whole", "text", "flag", "f32", "day", "time");
        assertThat(Rows.numbers(rows, "num")).isEqualTo(each(i -> i % 7 == 0 ? Double.NaN : i / 8.0));
        assertThat(Rows.numbers(rows, "whole")).isEqualTo(each(i -> i % 5));
        assertThat(Rows.numbers(rows, "flag")).isEqualTo(each(i -> 1 - i % 2));
        assertThat(Rows.numbers(rows, "f32")).isEqualTo(each(i -> i / 4.0));
        assertThat(rows.get("text").texts())
                .isEqualTo(IntStream.range(0, 300)
                        .mapToObj(i -> i % 11 == 0 ? "" : TEXTS.get(i % 3))
                        .toList());
        assertThat(rows.get("day").texts()).startsWith("2020-01-01", "2020-01-02");
        assertThat(rows.get("time").texts()).startsWith("2020-09-13T12:26:40Z", "2020-09-13T12:26:41Z");
    }

    private static double[] each(IntToDoubleFunction value) {
        return IntStream.range(0, 300).mapToDouble(value).toArray();
    }

    @Test
    void aMissingWholeNumberIsRefusedWithItsRow() {
        assertThatThrownBy(() -> Rows.read(sample("zstd-v2"), new TensorSpec("num", DataType.INT64, Shape.of(-1))))
                .hasMessage("zstd-v2.parquet: row 1, column 'num' holds nothing; expected is a whole number");
    }

    @Test
    void aFileThatWasCutOffIsNoFile() throws IOException {
        byte[] whole = Files.readAllBytes(sample("snappy-v1"));
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> Rows.read(cut, COLUMNS))
                .hasMessage("cut.parquet: it is no whole Parquet file, as it does not end in PAR1");
    }

    /** A wrong byte gives a sentence or other values, and never anything else. */
    @Property(tries = 400)
    void damageIsAnswered(@ForAll @IntRange(max = 1_000_000) int place, @ForAll byte change) throws IOException {
        byte[] bytes = Files.readAllBytes(sample(place % 2 == 0 ? "zstd-v2" : "snappy-v1"));
        bytes[place % bytes.length] ^= change;
        Path file = Files.createTempFile("roundhouse-damaged-", ".parquet");
        try {
            Files.write(file, bytes);
            List<Tensors> batches = Rows.read(file, COLUMNS);
            assertThat(batches).hasSizeLessThan(10);
        } catch (InferenceException e) {
            assertThat(e.sentence()).startsWith(file.getFileName() + ": ");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void whatIsWrittenComesInRowGroupsAndPages() throws IOException {
        int batches = 150;
        Tensors batch = Tensors.of("x", Tensor.allocate(DataType.FP64, Shape.of(1024, 60)));
        Path file = Rows.write(folder.resolve("large.parquet"), Collections.nCopies(batches, batch));

        long rows = 0;
        try (RowsReader reader = Format.read(file, List.of(Rows.number("x_0"), Rows.number("x_59")))) {
            for (Tensors read = reader.next(); !read.isEmpty(); read = reader.next()) {
                rows += read.rows();
            }
            assertThat(reader.share()).isEqualTo(1);
        }

        assertThat(rows).isEqualTo(batches * 1024L);
    }
}
