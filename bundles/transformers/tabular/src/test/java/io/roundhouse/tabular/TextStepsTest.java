package io.roundhouse.tabular;

import static io.roundhouse.tabular.Table.doubles;
import static io.roundhouse.tabular.Table.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.api.error.ErrorCode;
import io.roundhouse.api.error.InferenceException;
import io.roundhouse.api.tensor.Shape;
import io.roundhouse.api.tensor.Tensor;
import io.roundhouse.api.tensor.Tensors;
import io.roundhouse.spi.transformer.Transformer;
import io.roundhouse.testkit.TestTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextStepsTest {
    private static final double NAN = Double.NaN;
    private static final String HOMES = "learnt: {s: {categories: [owner, rent, größe]}}";

    @Test
    void fillsWhatIsMissing() {
        Transformer constant = Table.step("impute", "{columns: [s], with: constant, text: unknown}");
        assertThat(constant.apply(texts("s", "", "a", "")).get("s").texts()).containsExactly("unknown", "a", "unknown");

        Transformer frequent = Table.fittedStep(
                "impute", "{columns: [s], with: most-frequent}", texts("s", "b", "a", "", "", "", "b", "a"));
        assertThat(frequent.apply(texts("s", "", "c")).get("s").texts()).containsExactly("a", "c");
    }

    @Test
    void putsAOneAtTheCategoryAndNothingElsewhere() {
        Transformer step = Table.step("one-hot", "{columns: [s], " + HOMES + "}");

        Tensor made =
                step.apply(texts("s", "rent", "", "größe", "rents", "owner")).get("s");

        assertThat(made.shape()).isEqualTo(Shape.of(5, 3));
        assertThat(TestTensors.floats(made)).containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0);
        assertThat(step.writes()).hasToString("[s FP32 [-1,3]]");
    }

    @Test
    void givesTheUnknownAPlaceOfItsOwnWhenToldSo() {
        Tensors rows = texts("s", "rent", "", "castle");

        Transformer step = Table.step("one-hot", "{columns: [s], unknown: own, " + HOMES + "}");
        assertThat(TestTensors.floats(step.apply(rows).get("s"))).containsExactly(0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1);

        assertThat(doubles(Table.step("ordinal", "{columns: [s], unknown: own, " + HOMES + "}")
                        .apply(rows)
                        .get("s")))
                .containsExactly(1, 3, 3);
        assertThat(doubles(Table.step("ordinal", "{columns: [s], " + HOMES + "}")
                        .apply(rows)
                        .get("s")))
                .containsExactly(1, NAN, NAN);
    }

    @Test
    void learnsCategoriesInTheOrderOfTheirBytes() {
        Tensors rows = texts("s", "b", "", "\uFF5E", "\uD83E\uDD80", "B", "b", "ä", "\uFFFD");

        assertThat(Table.fitted("one-hot", "{columns: [s]}", rows)
                        .section("learnt")
                        .section("s")
                        .texts("categories"))
                .containsExactly("B", "b", "ä", "\uFF5E", "\uFFFD", "\uD83E\uDD80");
    }

    @Test
    void findsEachOfManyCategories() {
        String[] words = IntStream.range(0, 60_000).mapToObj(i -> "word-" + i).toArray(String[]::new);
        Categories categories = new Categories(List.of(words));
        Texts texts = new Texts(texts("s", words).get("s"));

        for (int i = 0; texts.next(); i++) {
            assertThat(categories.indexOf(texts)).isEqualTo(i);
        }
    }

    @Test
    void learnsOnlySoManyCategories() {
        String[] words = IntStream.range(0, 4).mapToObj(i -> "w" + i).toArray(String[]::new);

        assertThat(Table.fitted("ordinal", "{columns: [s], categories_max: 4}", texts("s", words)))
                .isNotNull();
        assertThatThrownBy(() -> Table.fitted("ordinal", "{columns: [s], categories_max: 3}", texts("s", words)))
                .hasMessage("'s': row 3 is one more than the 3 different texts that are learnt;"
                        + " raise 'categories_max' or take step 'hash'");
        assertThatThrownBy(() -> Table.fitted("ordinal", "{columns: [s]}", texts("s", "x".repeat(2_000))))
                .hasMessage("'s': row 0 has 2000 bytes, a category has at most 1024");
    }

    @Test
    void learnsNoBytesThatAreNoText() {
        Tensors rows = Tensors.of(
                "s", Tensor.ofBytes(Shape.of(2), List.of(new byte[] {'a'}, new byte[] {(byte) 0xc0, (byte) 0xaf})));

        assertThatThrownBy(() -> Table.fitted("one-hot", "{columns: [s]}", rows))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessage("'s': row 1 is not valid UTF-8");
    }

    /** The hashes are those of scikit-learn's murmurhash3_32. */
    @ParameterizedTest
    @CsvSource({
        "'', 0, 0x0",
        "'', 42, 0x087fcd5c",
        "a, 0, 0x3c2569b2",
        "a, 42, 0xb2e5a263",
        "test, 0, 0xba6bd213",
        "owner, 0, 0x1206a3ea",
        "'Hello, world!', 0, 0xc0363e43",
        "The quick brown fox jumps over the lazy dog, 0, 0x2e4ff723",
        "größe, 42, 0xfeee0fe9",
        "\uD83E\uDD80, 0, 0xada58aac"
    })
    void hashesAsOthersDo(String text, int seed, String expected) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(Murmur3.hash(data, 0, bytes.length, seed))
                .isEqualTo(Long.decode(expected).intValue());
    }

    @Test
    void hashesIntoBuckets() {
        Transformer step = Table.step("hash", "{columns: [s], buckets: 1000}");

        assertThat(doubles(step.apply(texts("s", "test", "", "owner")).get("s")))
                .containsExactly(0xba6bd213L % 1000, NAN, 0x1206a3eaL % 1000);
    }

    @Test
    void crossesTextsUnlessOneIsMissing() {
        Transformer step = Table.step("cross", "{columns: [s, t], into: st, separator: ' × '}");

        Tensors made = step.apply(texts("s", "a", "", "c", "größe").with(texts("t", "1", "2", "", "4")));

        assertThat(made.get("st").texts()).containsExactly("a × 1", "", "", "größe × 4");
    }

    @Test
    void takesNoRows() {
        assertThat(Table.step("cross", "{columns: [s, t], into: st}")
                        .apply(texts("s").with(texts("t")))
                        .get("st")
                        .texts())
                .isEmpty();
        assertThat(Table.step("hash", "{columns: [s], buckets: 2}")
                        .apply(texts("s"))
                        .get("s")
                        .shape())
                .isEqualTo(Shape.of(0));
    }
}
