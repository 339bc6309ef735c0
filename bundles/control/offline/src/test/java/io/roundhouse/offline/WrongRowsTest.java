package io.roundhouse.offline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.DataType;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.TensorSpec;
import io.roundhouse.api.tensor.Tensors;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files get that are not what they should be, and what is no mistake. */
@SuppressWarnings("NullAway.Init")
class WrongRowsTest {
    @TempDir
    Path folder;

    private Path file(String name, String content, Charset charset) throws IOException {
        return Files.writeString(folder.resolve(name), content, charset);
    }

    private void assertRefused(String name, String content, String sentence) throws IOException {
        Path file = file(name, content, UTF_8);

        assertThatThrownBy(() -> Rows.read(file, Rows.number("age"), Rows.text("job")))
                .isInstanceOf(InferenceException.class)
                .hasMessage(sentence);
    }

    @Test
    void aCellThatIsNoNumber() throws IOException {
        assertRefused(
                "a.csv",
                "age,job\n41,x\n\"\n\",y\nold,z\n",
                "a.csv, line 3: column 'age' holds ' '; expected is a number like 12.5, or nothing where it is"
                        + " missing");
        assertRefused(
                "a.jsonl",
                "{\"age\": 41}\n{\"age\": \"old\"}\n",
                "a.jsonl, line 2: column 'age' holds 'old'; expected is a number like 12.5, or nothing where it is"
                        + " missing");
        assertRefused(
                "a.jsonl",
                "{\"age\": [41]}\n",
                "a.jsonl, line 1: column 'age' holds a list or an object; expected is a number like 12.5, or nothing"
                        + " where it is missing");
    }

    @Test
    void aLineWithOtherCells() throws IOException {
        assertRefused("a.csv", "age,job\n41,x,y\n", "a.csv, line 2: it has 3 cells, the first line names 2");
        assertRefused("a.csv", "age,job\n41\n", "a.csv, line 2: it has 1 cells, the first line names 2");
    }

    @Test
    void aQuoteThatIsNeverClosed() throws IOException {
        assertRefused(
                "a.csv",
                "age,job\n41,\"x\n42,y\n43,z\n",
                "a.csv, line 2: a quote is opened in this line and never closed");
        assertRefused(
                "a.csv",
                "age,job\n41,\"x\"y\n",
                "a.csv, line 2: this is no CSV: Exception when reading record that started in line 2");
    }

    @Test
    void aColumnThatIsThereTwice() throws IOException {
        assertRefused("a.csv", "age,job,age\n", "a.csv, line 1: column 'age' is there twice");
        assertRefused("a.jsonl", "{\"age\":1,\"age\":2}\n", "a.jsonl, line 1: column 'age' is there twice");
    }

    @Test
    void whatIsNoJson() throws IOException {
        assertRefused("a.jsonl", "[1]\n", "a.jsonl, line 1: expected is an object a line, like {\"age\": 41}");
        assertRefused(
                "a.jsonl",
                "{\"age\":1}\n{\"age\"\n",
                "a.jsonl, line 3: this is no JSON: Unexpected end-of-input within/between Object entries");
    }

    @Test
    void aFileOfNothing() throws IOException {
        assertRefused("a.csv", "", "a.csv: it is empty; its first line must name the columns");
    }

    @Test
    void aColumnThatNoLineHas() throws IOException {
        assertRefused("a.jsonl", "{\"age\":1}\n{\"Job\":\"x\"}\n", "a.jsonl: no line has the column 'job'");
    }

    @Test
    void bytesThatAreNoUtf8() throws IOException {
        Path csv = file("a.csv", "age,job\n41,caf\u00e9\n", ISO_8859_1);
        Path json = file("a.jsonl", "{\"job\":\"caf\u00e9\"}\n", ISO_8859_1);

        assertThatThrownBy(() -> Rows.read(csv, Rows.text("job"))).hasMessageContaining("it is not UTF-8");
        assertThatThrownBy(() -> Rows.read(json, Rows.text("job"))).hasMessageContaining("UTF-8");
    }

    @Test
    void aWholeNumberThatIsNone() throws IOException {
        Path file = file("a.csv", "n\n1\n1.5\n", UTF_8);

        assertThatThrownBy(() -> Rows.read(file, new TensorSpec("n", DataType.INT64, Shape.of(Shape.ANY))))
                .hasMessage("a.csv, line 3: column 'n' holds '1.5'; expected is a whole number");
    }

    @Test
    void anEndOfTheNameThatSaysNothing() {
        assertThatThrownBy(() -> Format.columns(folder.resolve("a.xlsx")))
                .hasMessageContaining("'" + folder.resolve("a.xlsx") + "' is not there");
        assertThatThrownBy(() -> Format.of(Path.of("a.xlsx"))).hasMessageContaining("must end in .csv");
    }

    @Test
    void aByteOrderMarkEmptyLinesAndOtherColumnsAreNoMistake() throws IOException {
        Path file = file("a.csv", "\uFEFFage,x,job\r\n\r\n41,1,a\r\n\r\n,2,\"b\r\n\"\"c\"\r\n", UTF_8);

        Tensors rows = Rows.read(file, Rows.text("job"), Rows.number("age")).get(0);

        assertThat(Rows.numbers(rows, "age")).containsExactly(41, Double.NaN);
        assertThat(rows.get("job").texts()).containsExactly("a", "b\r\n\"c");
    }

    @Test
    void columnsThatALineLacksAreMissingThere() throws IOException {
        Path file = file("a.jsonl", "{\"age\":41,\"other\":{\"age\":1}}\n\n{\"job\":7.50,\"age\":null}\n", UTF_8);

        List<Tensors> rows = Rows.read(file, Rows.number("age"), Rows.text("job"));

        assertThat(Format.columns(file)).containsExactly("age", "other", "job");
        assertThat(Rows.numbers(rows.get(0), "age")).containsExactly(41, Double.NaN);
        assertThat(rows.get(0).get("job").texts()).containsExactly("", "7.50");
    }

    @Test
    void manyRowsComeInBatches() throws IOException {
        Path file = file("a.csv", "n\n" + "1\n".repeat(2_500), UTF_8);

        List<Tensors> batches = Rows.read(file, Rows.number("n"));

        assertThat(batches).extracting(Tensors::rows).containsExactly(1024L, 1024L, 452L);
    }

    @Test
    void longRowsComeInSmallerBatches() throws IOException {
        Path file = file("a.csv", "t\n" + ("x".repeat(3 << 20) + "\n").repeat(3), UTF_8);

        List<Tensors> batches = Rows.read(file, Rows.text("t"));

        assertThat(batches).extracting(Tensors::rows).containsExactly(2L, 1L);
    }
}
